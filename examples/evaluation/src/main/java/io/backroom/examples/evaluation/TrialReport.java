package io.backroom.examples.evaluation;

import io.backroom.examples.replay.data.PurchaseFile;
import io.backroom.examples.replay.report.Format;
import io.backroom.examples.replay.report.Report;
import io.backroom.examples.replay.report.Row;
import io.backroom.examples.replay.report.Section;
import io.backroom.examples.replay.report.Table;
import io.backroom.recommendation.evaluation.Again;
import io.backroom.recommendation.evaluation.Difference;
import io.backroom.recommendation.evaluation.Finding;
import io.backroom.recommendation.evaluation.ForYou;
import io.backroom.recommendation.evaluation.ListTrial;
import io.backroom.recommendation.evaluation.Split;
import io.backroom.recommendation.model.PurchaseLog;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Puts the report together. */
final class TrialReport {
  static final String FRESH = "New to the customer";
  static final String AGAIN = "Buy again";

  private final String file;
  private final PurchaseFile.Content content;
  private final ListTrial trial;
  private final List<Section> live;
  private final Optional<Costs> costs;

  TrialReport(
      String file,
      PurchaseFile.Content content,
      ListTrial trial,
      List<Section> live,
      Optional<Costs> costs) {
    this.file = file;
    this.content = content;
    this.trial = trial;
    this.live = live;
    this.costs = costs;
  }

  Report write() {
    PurchaseLog log = content.log();
    String days =
        log.size() == 0
            ? "no purchase"
            : firstDay(log) + " to " + LocalDate.ofEpochDay(log.lastDay());
    Report.Builder report =
        Report.titled("What the lists would have been worth", file + ", " + days)
            .headline(tile(FRESH, trial.fresh()))
            .headline(tile(AGAIN, trial.again()))
            .section(data())
            .section(split())
            .section(
                ListSection.of(
                    FRESH,
                    "Lists of what the customer has never bought: what was bought before is left"
                        + " out of the list and of what is to be found.",
                    trial.fresh()))
            .section(
                ListSection.of(
                    AGAIN,
                    "Lists in which everything may be that anybody has bought; most of what can be"
                        + " foretold is what the customer has bought before.",
                    trial.again()))
            .section(chosen())
            .section(rules());
    live.forEach(report::section);
    costs.map(Costs::section).ifPresent(report::section);
    return report.build();
  }

  private static LocalDate firstDay(PurchaseLog log) {
    int first = log.lastDay();
    for (int row = 0; row < log.size(); row++) {
      first = Math.min(first, log.day(row));
    }
    return LocalDate.ofEpochDay(first);
  }

  /** The sentence, divided where it is read. */
  private static Row tile(String label, Finding finding) {
    String[] parts = finding.sentence().split(": ", 2);
    Row.Verdict verdict = Row.Verdict.FAIL;
    if (finding instanceof Finding.Judged judged) {
      Difference.Verdict shown = judged.difference().verdict();
      verdict =
          shown == Difference.Verdict.BETTER
              ? Row.Verdict.PASS
              : shown == Difference.Verdict.WORSE ? Row.Verdict.FAIL : Row.Verdict.NONE;
    }
    return new Row(label, parts[0], parts[1], verdict);
  }

  private Section data() {
    PurchaseLog log = content.log();
    Section.Builder section =
        Section.titled("The data")
            .row("Rows", Format.count(content.rows()))
            .row("Purchases", Format.count(log.size()), "rows of a customer, an item and a day")
            .row("Customers", Format.count(log.customers()))
            .row("Items", Format.count(log.items()));
    if (!content.leftOut().isEmpty()) {
      section.table(
          new Table(
              "Rows that are no purchases",
              List.of("reason", "rows", "share"),
              content.leftOut().entrySet().stream()
                  .map(
                      each ->
                          List.of(
                              each.getKey(),
                              Format.count(each.getValue()),
                              Format.percent(each.getValue(), content.rows())))
                  .toList()));
    }
    return section.build();
  }

  private Section split() {
    Split split = trial.split();
    Section.Builder section =
        Section.titled("The split")
            .introduction(
                "By time: the last days with a fifth of the purchases are to be foretold from all"
                    + " before them. Nothing is learned or chosen from what came later.");
    if (split.log().size() == 0) {
      return section.row("Purchases before it", "0").build();
    }
    return section
        .row("First day to be foretold", LocalDate.ofEpochDay(split.today()).toString())
        .row("Purchases to learn from", Format.count(split.log().size()))
        .row("Different pairs of customer and item", Format.count(split.train().pairs()))
        .row("Pairs in the test", Format.count(split.test().pairs()))
        .build();
  }

  private Section chosen() {
    Section.Builder section =
        Section.titled("What was chosen, and on what")
            .introduction(
                "All that is open was chosen on the last days before the split: by what would have"
                    + " foretold two stretches best, of 15 % of the purchases each.");
    trial.chosen().ifPresent(settings -> fresh(section, settings));
    trial.chosenAgain().ifPresent(settings -> again(section, settings));
    return section.build();
  }

  private static void fresh(Section.Builder section, ForYou.Settings chosen) {
    section
        .row("New: neighbors of an item", Format.count(chosen.ridge().neighbors()))
        .row("New: ridge", "" + chosen.ridge().ridge(), "with dropout " + chosen.ridge().drop())
        .row(
            "New: exponent of a customer's items",
            "" + chosen.ridge().customerExponent(),
            "how much less each item of one who bought many counts")
        .row(
            "New: an item bought fades by half in",
            chosen.halfLifeDays() == 0 ? "never" : chosen.halfLifeDays() + " days");
    season(section, "New", chosen.season());
  }

  private static void again(Section.Builder section, Again.Settings chosen) {
    section
        .row("Again: similar customers", Format.count(chosen.again().neighbors()))
        .row("Again: share of own purchases", Format.percent(chosen.again().ownShare()))
        .row("Again: a purchase fades by half in", chosen.again().halfLifeDays() + " days");
    season(section, "Again", chosen.season());
    section.row("Again: share of the model of what is new", Format.percent(chosen.freshShare()));
  }

  private static void season(Section.Builder section, String list, ForYou.Settings.Season season) {
    String label = list + ": recent sales";
    if (season.exponent() == 0) {
      section.row(label, "do not count");
    } else {
      String note = "fading by half in " + season.halfLifeDays() + " days";
      section.row(label, "to the power of " + season.exponent(), note);
    }
  }

  private static Section rules() {
    return Section.titled("How it is judged")
        .introduction(
            "Every item that anybody bought before the split is ranked, never a sample. Judged are"
                + " customers with a purchase before the split and something to be found after it.")
        .row("NDCG", "1 ÷ log2(rank + 1)", "for each hit, beside the best list of that length")
        .row("Recall", "hits ÷ all that was bought")
        .row("Hit rate", "customers with a hit")
        .row("MAP", "mean precision at hits", "divided by the smaller of length and all bought")
        .row("Coverage", "share of items", "that are in somebody's list")
        .row("Novelty", "−log2 of the share", "of customers who had bought what is in the lists")
        .row(
            "Switch it on",
            "interval above 0",
            "of the difference to the best simple way, customer by customer, 95 %; below 0: do not"
                + " switch on; around 0: no difference shown. The best simple way is found on the"
                + " same customers, so it may owe its place to luck: the list has the harder"
                + " opponent.")
        .row(
            "Too little",
            "under " + ListTrial.JUDGED_MIN + " customers",
            "nothing is computed: the mean of so few is not normal enough")
        .build();
  }
}
