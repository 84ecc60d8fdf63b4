// The screen projects of 填报.

export function Projects() {
  return <div class="projects" />;
}
