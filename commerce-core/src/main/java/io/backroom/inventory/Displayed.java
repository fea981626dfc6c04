package io.backroom.inventory;

import java.time.Instant;

/**
 * What a page may show of a SKU. It may be a moment old; what somebody gets is decided when they
 * reserve it.
 *
 * @param availability what could be promised
 * @param asOf when that was so
 */
public record Displayed(Availability availability, Instant asOf) {}
