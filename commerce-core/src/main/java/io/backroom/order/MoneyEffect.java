package io.backroom.order;

import org.joda.money.Money;

/**
 * What a command does to the customer's money.
 *
 * @param payableBefore what is to be paid without it, for everything that has left or will leave
 * @param payableAfter what is to be paid with it
 * @param authorized what is set aside anew at once
 * @param authorizedOnReceipt what is set aside when its goods have come in
 * @param voided what is set aside now and given back whole
 * @param capturedLess what is set aside now for what still leaves and is not captured with it
 * @param refunded what was captured and is paid back
 */
public record MoneyEffect(
    Money payableBefore,
    Money payableAfter,
    Money authorized,
    Money authorizedOnReceipt,
    Money voided,
    Money capturedLess,
    Money refunded) {}
