/** The payment provider: {@link io.backroom.spi.payment.PaymentProvider} and its outcomes. */
@NullMarked
package io.backroom.spi.payment;

import org.jspecify.annotations.NullMarked;
