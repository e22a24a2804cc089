import { NONE } from "./rows.ts";

/**
 * Strings that rows refer to, each held once and counted. Remarks on orders are few and repeated; a string that no
 * row refers to any more gives its place up.
 */
export class Texts {
  private readonly strings: string[] = [];
  private readonly references: number[] = [];
  private readonly freed: number[] = [];
  private readonly byString = new Map<string, number>();

  /** The place of a string, with one more reference to it. */
  hold(text: string): number {
    const known = this.byString.get(text);
    if (known !== undefined) {
      this.references[known] = (this.references[known] as number) + 1;
      return known;
    }
    const place = this.freed.pop() ?? this.strings.length;
    this.strings[place] = text;
    this.references[place] = 1;
    this.byString.set(text, place);
    return place;
  }

  drop(place: number): void {
    if (place === NONE) return;
    const left = (this.references[place] as number) - 1;
    this.references[place] = left;
    if (left > 0) return;
    this.byString.delete(this.strings[place] as string);
    this.strings[place] = "";
    this.freed.push(place);
  }

  at(place: number): string {
    return place === NONE ? "" : (this.strings[place] as string);
  }

  /** All of it, for hashing and snapshots; places are what rows refer to. */
  save(): { strings: string[]; references: number[]; freed: number[] } {
    return { strings: [...this.strings], references: [...this.references], freed: [...this.freed] };
  }

  restore(saved: { readonly strings: readonly string[]; readonly references: readonly number[]; readonly freed: readonly number[] }): void {
    for (const [place, text] of saved.strings.entries()) {
      this.strings[place] = text;
      this.references[place] = saved.references[place] as number;
      if ((this.references[place] as number) > 0) this.byString.set(text, place);
    }
    this.freed.push(...saved.freed);
  }
}
