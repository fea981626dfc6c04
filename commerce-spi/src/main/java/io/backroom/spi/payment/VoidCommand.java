package io.backroom.spi.payment;

/**
 * Asks to give an authorization back, whole.
 *
 * @param authorization which authorization
 */
public record VoidCommand(ProviderRef authorization) {}
