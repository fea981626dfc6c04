/**
 * Proves a payment provider: {@link io.backroom.testkit.payment.PaymentProviderContract} and the
 * {@link io.backroom.testkit.payment.PaymentHarness} around the provider under test.
 */
@NullMarked
package io.backroom.testkit.payment;

import org.jspecify.annotations.NullMarked;
