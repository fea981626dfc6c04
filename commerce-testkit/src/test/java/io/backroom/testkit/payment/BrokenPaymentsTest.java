package io.backroom.testkit.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.backroom.spi.payment.PaymentProvider;
import io.backroom.testkit.Rule;
import io.backroom.testkit.RulesThatFail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** The contract is not blind: each mistake fails the tests of its rule and no other. */
class BrokenPaymentsTest {
  private static volatile UnaryOperator<PaymentProvider> proven = UnaryOperator.identity();

  @ParameterizedTest
  @EnumSource
  void aBrokenProviderFailsExactlyItsRule(BrokenPayments broken) {
    proven = broken.around;
    var failed = RulesThatFail.of(Suite.class);
    Set<String> rules = new TreeSet<>(failed.keySet());
    // The random flows of the last rule meet most mistakes that the rules before it are about.
    rules.removeIf(rule -> rule.equals("P-34") && !broken.rule.equals("P-34"));
    assertThat(rules).as("%s fails %s", broken, failed).containsExactly(broken.rule);
  }

  /** The suite is a test class too, and may be chosen by its name. */
  @AfterEach
  void proveTheReferenceAgain() {
    proven = UnaryOperator.identity();
  }

  @Test
  void everyRuleIsBrokenByAProvider() {
    Set<String> rules =
        IntStream.rangeClosed(1, 34).mapToObj("P-%02d"::formatted).collect(Collectors.toSet());
    assertThat(BrokenPayments.values()).extracting(broken -> broken.rule).containsAll(rules);
  }

  @Test
  void whatAHarnessCannotProveIsSkippedWithAReason() {
    EngineExecutionResults run =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(ExampleProviderContract.class))
            .execute();
    assertThat(run.testEvents().failed().count()).isZero();
    assertThat(rules(run.testEvents().aborted().stream()))
        .containsExactly(
            "P-01", "P-10", "P-11", "P-12", "P-13", "P-14", "P-15", "P-16", "P-22", "P-23", "P-24",
            "P-25", "P-26", "P-28", "P-29", "P-30", "P-31", "P-32", "P-33");
    assertThat(run.testEvents().aborted().stream())
        .allSatisfy(event -> assertThat(reason(event)).contains(rule(event) + " not proven: "));
  }

  @Test
  void theGuideShowsTheExample() throws IOException {
    Path example =
        Path.of("src/test/java/io/backroom/testkit/payment/ExampleProviderContract.java");
    String source = Files.readString(example);
    String shown = source.substring(source.indexOf("class Example"));
    assertThat(shown.lines().count()).isLessThanOrEqualTo(20);
    assertThat(Files.readString(Path.of("../docs/contracts/payments.md")))
        .contains("```java\n" + shown + "```");
  }

  private static Set<String> rules(Stream<Event> events) {
    return events.map(BrokenPaymentsTest::rule).collect(Collectors.toCollection(TreeSet::new));
  }

  private static String rule(Event event) {
    MethodSource test = (MethodSource) event.getTestDescriptor().getSource().orElseThrow();
    return test.getJavaMethod().getAnnotation(Rule.class).value();
  }

  private static String reason(Event event) {
    return event
        .getRequiredPayload(TestExecutionResult.class)
        .getThrowable()
        .map(Throwable::getMessage)
        .orElse("");
  }

  static class Suite extends PaymentProviderContract {
    @Override
    protected PaymentHarness harness() {
      return SimulatedPaymentHarness.around(proven);
    }
  }
}
