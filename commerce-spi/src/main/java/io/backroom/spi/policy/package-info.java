/**
 * Choices a host makes, one method each: cost, transit, tax, notification, tone, access, routing.
 */
@NullMarked
package io.backroom.spi.policy;

import org.jspecify.annotations.NullMarked;
