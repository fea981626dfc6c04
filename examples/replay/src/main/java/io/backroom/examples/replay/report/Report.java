package io.backroom.examples.replay.report;

import java.util.ArrayList;
import java.util.List;

/**
 * What a run has to say.
 *
 * @param title one line
 * @param subtitle one line: which data, which days, which seed
 * @param headlines the few figures that a reader must not miss
 * @param sections in the order in which they are shown; those with timings are moved to the end
 */
public record Report(String title, String subtitle, List<Row> headlines, List<Section> sections) {
  /** Takes its own copies and moves the sections with timings to the end. */
  public Report {
    headlines = List.copyOf(headlines);
    List<Section> ordered = new ArrayList<>(sections);
    ordered.sort((a, b) -> Boolean.compare(a.timings(), b.timings()));
    sections = List.copyOf(ordered);
  }

  /** Begins a report. */
  public static Builder titled(String title, String subtitle) {
    return new Builder(title, subtitle);
  }

  /** The same report without the sections whose figures differ from run to run. */
  public Report withoutTimings() {
    List<Section> repeatable = sections.stream().filter(section -> !section.timings()).toList();
    return new Report(title, subtitle, headlines, repeatable);
  }

  /** As plain text of at most 100 columns. */
  public String text() {
    return new TextRenderer().render(this);
  }

  /** As one HTML file that needs nothing else; also well-formed XML. */
  public String html() {
    return new HtmlRenderer().render(this);
  }

  /** Collects the parts of a report. */
  public static final class Builder {
    private final String title;
    private final String subtitle;
    private final List<Row> headlines = new ArrayList<>();
    private final List<Section> sections = new ArrayList<>();

    private Builder(String title, String subtitle) {
      this.title = title;
      this.subtitle = subtitle;
    }

    /** Adds a figure to the top of the report. */
    public Builder headline(Row row) {
      headlines.add(row);
      return this;
    }

    /** Adds a section. */
    public Builder section(Section section) {
      sections.add(section);
      return this;
    }

    /** The finished report. */
    public Report build() {
      return new Report(title, subtitle, headlines, sections);
    }
  }
}
