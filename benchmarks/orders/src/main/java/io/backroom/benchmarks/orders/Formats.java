package io.backroom.benchmarks.orders;

import tools.jackson.databind.json.JsonMapper;

/** The two ways in which the peer keeps a row. */
final class Formats {
  private Formats() {}

  /** As the object that it is. */
  static final class Plain implements Tables.Format<OrderRow> {
    @Override
    public OrderRow write(OrderRow row) {
      return row;
    }

    @Override
    public OrderRow read(OrderRow stored) {
      return stored;
    }
  }

  /** As JSON text, which is what Backroom's document store keeps. */
  static final class Json implements Tables.Format<String> {
    private final JsonMapper mapper = JsonMapper.builder().build();

    @Override
    public String write(OrderRow row) {
      return mapper.writeValueAsString(row);
    }

    @Override
    public OrderRow read(String stored) {
      return mapper.readValue(stored, OrderRow.class);
    }
  }
}
