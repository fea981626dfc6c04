package io.backroom.examples.replay;

import io.backroom.examples.replay.report.Format;
import io.backroom.examples.replay.report.Section;

/** How customers changed their orders, and what warehouses said to it. */
final class ChangeSection {
  private ChangeSection() {}

  static Section of(Outcome outcome) {
    Section.Builder section =
        Section.titled("Changes and recalls")
            .introduction(
                "A fifth of the customers thinks again: more, less, or another address. Who is at"
                    + " work on a parcel is asked to stop. All of it is made up from the seed.");
    outcome.changes().all().forEach((what, count) -> row(section, "Changes " + what, count));
    outcome.shop().stops().tally().all().forEach((what, n) -> row(section, "Recalls " + what, n));
    return section.build();
  }

  private static void row(Section.Builder section, String label, long count) {
    section.row(label, Format.count(count));
  }
}
