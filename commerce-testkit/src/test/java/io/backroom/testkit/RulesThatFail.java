package io.backroom.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs a contract against a store and tells which rules failed. */
public final class RulesThatFail {
  private RulesThatFail() {}

  /**
   * Runs every test of a class.
   *
   * @param contract a class that extends a contract
   * @return the ids of the rules that failed, each with the names of its failed tests and why
   */
  public static SortedMap<String, String> of(Class<?> contract) {
    SortedMap<String, String> failed = new TreeMap<>();
    EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(contract))
        .execute()
        .testEvents()
        .failed()
        .stream()
        .forEach(event -> failed.merge(rule(event), failure(event), (a, b) -> a + "\n" + b));
    return failed;
  }

  private static String rule(Event event) {
    return source(event).getJavaMethod().getAnnotation(Rule.class).value();
  }

  private static String failure(Event event) {
    TestExecutionResult result = event.getRequiredPayload(TestExecutionResult.class);
    return source(event).getMethodName() + ": " + result.getThrowable().orElseThrow();
  }

  private static MethodSource source(Event event) {
    return (MethodSource) event.getTestDescriptor().getSource().orElseThrow();
  }
}
