package io.backroom.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Puts the rule and the usual cause before the message of a contract test that fails. The causes
 * are those of {@code docs/contracts}, kept in {@code usual-causes.properties} beside this class.
 */
public final class ExplainRules implements TestExecutionExceptionHandler {
  private static final Properties CAUSES = load();

  /** Creates the extension; JUnit does this. */
  public ExplainRules() {}

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    Rule rule = context.getRequiredTestMethod().getAnnotation(Rule.class);
    if (rule == null || isAborted(failure)) {
      throw failure;
    }
    String cause = CAUSES.getProperty(rule.value(), "see docs/contracts");
    throw new AssertionError(
        "Rule " + rule.value() + " is broken. Usual cause: " + cause + "\n" + failure.getMessage(),
        failure);
  }

  private static boolean isAborted(Throwable failure) {
    // By name: the exceptions behind JUnit's assumptions are a library of their own.
    return failure.getClass().getName().equals("org.opentest4j.TestAbortedException");
  }

  private static Properties load() {
    Properties causes = new Properties();
    try (InputStream in = ExplainRules.class.getResourceAsStream("usual-causes.properties")) {
      causes.load(new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return causes;
  }
}
