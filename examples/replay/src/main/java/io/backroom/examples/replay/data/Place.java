package io.backroom.examples.replay.data;

/**
 * Where a buyer lives in the replay.
 *
 * @param country the country as the data names it
 * @param countryCode its ISO 3166-1 alpha-2 code
 * @param city a larger town of it
 * @param latitude degrees north
 * @param longitude degrees east
 */
public record Place(
    String country, String countryCode, String city, double latitude, double longitude) {}
