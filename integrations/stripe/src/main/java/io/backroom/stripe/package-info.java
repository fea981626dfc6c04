/** A payment provider on Stripe's Java library; see {@link StripePaymentProvider}. */
@NullMarked
package io.backroom.stripe;

import org.jspecify.annotations.NullMarked;
