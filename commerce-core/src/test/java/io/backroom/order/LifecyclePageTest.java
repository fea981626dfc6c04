package io.backroom.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.fulfillment.FulfillmentState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page on the life of an order says what the code does, row by row and arrow by arrow. */
class LifecyclePageTest {
  private static final Path PAGE = Path.of("..", "docs", "order-lifecycle.md");
  private static final Pattern ROW = Pattern.compile("\\| `([A-Z_]+)` \\| ([^|]*) \\|.*");
  private static final Pattern ARROW = Pattern.compile(" *([A-Z_]+) --> ([A-Z_]+)( *: .*)?");
  private static final Pattern NAME = Pattern.compile("`([A-Z_]+)`");

  @Test
  void theTableOfOrdersIsTheCodes() throws IOException {
    assertThat(table("Orders")).isEqualTo(arrows(OrderState.values(), OrderState::next));
  }

  @Test
  void theDiagramOfOrdersIsTheCodes() throws IOException {
    assertThat(diagram("Orders")).isEqualTo(arrows(OrderState.values(), OrderState::next));
  }

  @Test
  void theTableOfShipmentsIsTheCodes() throws IOException {
    assertThat(table("Shipments"))
        .isEqualTo(arrows(FulfillmentState.values(), FulfillmentState::next));
  }

  @Test
  void theDiagramOfShipmentsIsTheCodes() throws IOException {
    assertThat(diagram("Shipments"))
        .isEqualTo(arrows(FulfillmentState.values(), FulfillmentState::next));
  }

  @Test
  void everyStateHasARow() throws IOException {
    assertThat(rows("Orders"))
        .containsExactlyElementsOf(Arrays.stream(OrderState.values()).map(Enum::name).toList());
    assertThat(rows("Shipments"))
        .containsExactlyElementsOf(
            Arrays.stream(FulfillmentState.values()).map(Enum::name).toList());
  }

  private static <S extends Enum<S>> Set<String> arrows(S[] states, Function<S, Set<S>> next) {
    Set<String> arrows = new TreeSet<>();
    for (S state : states) {
      next.apply(state).forEach(then -> arrows.add(state + " -> " + then));
    }
    return arrows;
  }

  private static List<String> section(String title) throws IOException {
    List<String> lines = Files.readAllLines(PAGE);
    int begin = lines.indexOf("## " + title);
    assertThat(begin).as("section " + title).isNotNegative();
    List<String> rest = lines.subList(begin + 1, lines.size());
    return rest.stream().takeWhile(line -> !line.startsWith("## ")).toList();
  }

  private static Set<String> rows(String title) throws IOException {
    Set<String> states = new LinkedHashSet<>();
    for (String line : section(title)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        states.add(row.group(1));
      }
    }
    return states;
  }

  private static Set<String> table(String title) throws IOException {
    Set<String> arrows = new TreeSet<>();
    for (String line : section(title)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        Matcher name = NAME.matcher(row.group(2));
        while (name.find()) {
          arrows.add(row.group(1) + " -> " + name.group(1));
        }
      }
    }
    return arrows;
  }

  private static Set<String> diagram(String title) throws IOException {
    Set<String> arrows = new TreeSet<>();
    for (String line : section(title)) {
      Matcher arrow = ARROW.matcher(line);
      if (arrow.matches()) {
        arrows.add(arrow.group(1) + " -> " + arrow.group(2));
      }
    }
    return arrows;
  }

  @Test
  void anOrderThatIsDoneStaysDone() {
    assertThat(OrderState.COMPLETED.next()).isEmpty();
    assertThat(OrderState.CANCELLED.next()).isEmpty();
  }

  @Test
  void everyOrderStateIsReachedFromPlaced() {
    Set<OrderState> reached = EnumSet.of(OrderState.PLACED);
    for (OrderState state : OrderState.values()) {
      reached.addAll(state.next());
    }
    assertThat(reached).containsExactlyInAnyOrder(OrderState.values());
  }
}
