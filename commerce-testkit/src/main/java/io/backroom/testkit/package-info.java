/**
 * What the contract suites share: {@link io.backroom.testkit.Rule} names what a test proves, {@link
 * io.backroom.testkit.ExplainRules} tells what to look at when it fails, {@link
 * io.backroom.testkit.Race} starts threads together.
 */
@NullMarked
package io.backroom.testkit;

import org.jspecify.annotations.NullMarked;
