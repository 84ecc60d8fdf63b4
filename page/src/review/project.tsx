// One project with its original text and the decisions about it.

export interface ProjectProps {
  readonly project: string;
  readonly at?: string | undefined;
}

export function Project({ project }: ProjectProps) {
  return <div class="review-project">{project}</div>;
}
