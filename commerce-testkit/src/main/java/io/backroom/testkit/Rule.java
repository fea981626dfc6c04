package io.backroom.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the rule that a contract test proves. The rules are in {@code docs/contracts}, each with
 * its intent and the usual cause when it is broken.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Rule {
  /**
   * Returns the id of the rule.
   *
   * @return the id, for example {@code D-01}
   */
  String value();
}
