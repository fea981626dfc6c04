/**
 * Kills processes at work and checks what they had acknowledged: {@link
 * io.backroom.testkit.crash.KilledProcessContract}.
 */
@NullMarked
package io.backroom.testkit.crash;

import org.jspecify.annotations.NullMarked;
