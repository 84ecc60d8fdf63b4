// 筛选: every facet with its values, how many each has, and a bar for it.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Shape, type ShapeName } from "../frame/shapes";
import { toggled, type Facet, type FacetValue } from "./facets";
import { share } from "./progress";
import type { QueueItem } from "./queue_order";
import { useReview, useReviewState } from "./use_review";
import { words as say } from "./words";

/** So many values of a facet are shown before 另 n 种. */
const FIRST_VALUES = 5;

interface FacetPanelProps {
  readonly facets: readonly Facet<QueueItem>[];
  readonly values: Readonly<Record<string, readonly FacetValue[]>>;
  readonly all: number;
}

export function FacetPanel(props: FacetPanelProps): JSX.Element {
  const desk = useReview();
  return (
    <aside class="rv-facets" aria-label={say.filters}>
      <div class="rv-facets-head">
        <h2 class="rv-h2">{say.filters}</h2>
        <button
          type="button"
          class="rv-plain-link"
          onClick={() => desk.change({ chosen: {}, search: "", current: 0 })}
        >
          {say.clear}
        </button>
      </div>
      {props.facets.map((facet) => (
        <FacetGroup key={facet.id} facet={facet} values={props.values[facet.id] ?? []} all={props.all} />
      ))}
    </aside>
  );
}

interface FacetGroupProps {
  readonly facet: Facet<QueueItem>;
  readonly values: readonly FacetValue[];
  readonly all: number;
}

function FacetGroup({ facet, values, all }: FacetGroupProps): JSX.Element | null {
  const desk = useReview();
  const { chosen } = useReviewState();
  const [whole, setWhole] = useState(false);
  if (values.length === 0) return null;
  const isLong = values.length > FIRST_VALUES + 1;
  const shown = isLong && !whole ? values.filter((one, index) => index < FIRST_VALUES || one.chosen) : values;
  return (
    <fieldset class="rv-facet">
      <legend>{facet.title}</legend>
      {shown.map((one) => (
        <label key={one.value} class="rv-facet-value">
          <input
            type="checkbox"
            checked={one.chosen}
            onChange={() => desk.change({ chosen: toggled(chosen, facet.id, one.value), current: 0 })}
          />
          <span class={facet.id === "kind" ? `rv-facet-name rv-${one.value}` : "rv-facet-name"}>
            {facet.id === "kind" && <Shape severity={shapeOf(one.value)} />}
            <span class="rv-cut" title={one.called}>
              {one.called}
            </span>
          </span>
          <span class="rv-facet-count">{one.count}</span>
          <span class="rv-facet-bar" style={{ width: share(one.count, all) }} />
        </label>
      ))}
      {isLong && (
        <button type="button" class="rv-facet-more" onClick={() => setWhole(!whole)}>
          {whole ? say.fewer : say.more(values.length - shown.length)}
        </button>
      )}
    </fieldset>
  );
}

const SEVERITIES: readonly string[] = ["edit", "ask", "note", "lack", "good"];

/** The shape of a kind; advice for next year's targets is none of the severities. */
function shapeOf(kind: string): ShapeName {
  return SEVERITIES.includes(kind) ? (kind as ShapeName) : "none";
}
