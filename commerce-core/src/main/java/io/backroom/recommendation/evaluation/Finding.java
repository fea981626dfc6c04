package io.backroom.recommendation.evaluation;

import java.util.List;

/** What was found of one list: new to the customer or buy again, never both in one figure. */
public sealed interface Finding {
  /**
   * Returns which list this is about.
   *
   * @return the mode in which it was judged
   */
  Mode mode();

  /**
   * Returns what to do.
   *
   * @return one sentence that begins with "Switch it on: ", "Do not switch on yet: " or "No
   *     difference shown: "
   */
  String sentence();

  /**
   * Too few customers to say anything: nothing was computed.
   *
   * @param mode which list
   * @param sentence "Do not switch on yet: ", and what is missing
   */
  record TooLittle(Mode mode, String sentence) implements Finding {}

  /**
   * The list beside its simple baselines.
   *
   * @param mode which list
   * @param sentence what to do
   * @param ours the list
   * @param baselines the simple ways, in a fixed order
   * @param best that of them with the greatest NDCG@10 on the same customers
   * @param difference NDCG@10 of the list minus that of the best baseline, customer by customer
   * @param groups the list and the best baseline in parts: by the length of the list, by how many
   *     items the customer had bought, by the time since the split
   */
  record Judged(
      Mode mode,
      String sentence,
      Line ours,
      List<Line> baselines,
      Line best,
      Difference difference,
      List<Group> groups)
      implements Finding {
    /** Takes its own copies. */
    public Judged {
      baselines = List.copyOf(baselines);
      groups = List.copyOf(groups);
    }
  }

  /**
   * One way of making the list.
   *
   * @param name what it is called
   * @param quality of its first ten
   */
  record Line(String name, Quality quality) {}

  /**
   * Figures in parts.
   *
   * @param by what the parts differ in
   * @param points the parts in their order; those without a customer are left out
   */
  record Group(By by, List<Point> points) {
    /** Takes its own copy. */
    public Group {
      points = List.copyOf(points);
    }
  }

  /** What parts differ in. */
  enum By {
    /** How many items are in the list: the labels are numbers of items. */
    LENGTH,
    /** How many items the customer had bought before: the labels are ranges. */
    BOUGHT,
    /** When what was to be found was bought: the labels are days after the split. */
    TIME
  }

  /**
   * A part.
   *
   * @param label which part
   * @param ours the list, of so many items or for these customers or purchases
   * @param best the best baseline there
   */
  record Point(String label, Quality ours, Quality best) {}
}
