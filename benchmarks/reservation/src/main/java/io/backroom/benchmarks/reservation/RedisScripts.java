package io.backroom.benchmarks.reservation;

import java.util.Arrays;
import java.util.List;

/** What Redis is asked to do, whichever client asks. */
final class RedisScripts {
  /** Keys: one for each SKU. Arguments: the reservation's id, its owner, its end. */
  static final String RESERVE =
      """
      for _, sku in ipairs(KEYS) do
        if tonumber(redis.call('GET', sku)) < 1 then return 0 end
      end
      for _, sku in ipairs(KEYS) do redis.call('DECR', sku) end
      redis.call('HSET', ARGV[1], 'owner', ARGV[2], 'end', ARGV[3], 'skus', table.concat(KEYS, ' '))
      redis.call('ZADD', 'ends', ARGV[3], ARGV[1])
      return 1
      """;

  /** Argument: units of each SKU. */
  static final String FILL =
      "for _, sku in ipairs(KEYS) do redis.call('SET', sku, ARGV[1]) end return 0";

  /** Keys: one for each SKU. Returns the books. */
  static final String BOOKS =
      """
      local left, lowest, units = 0, math.huge, 0
      for _, sku in ipairs(KEYS) do
        local here = tonumber(redis.call('GET', sku))
        left, lowest = left + here, math.min(lowest, here)
      end
      local all = redis.call('ZRANGE', 'ends', 0, -1)
      for _, id in ipairs(all) do
        for _ in string.gmatch(redis.call('HGET', id, 'skus'), '%S+') do units = units + 1 end
      end
      return {left, lowest, #all, units}
      """;

  private RedisScripts() {}

  static List<String> keys(Request request) {
    return Arrays.stream(request.skus()).mapToObj(Workload::sku).toList();
  }

  static List<String> arguments(Request request) {
    return List.of(request.id(), request.owner(), Long.toString(Recipe.micros(request)));
  }

  static Books books(List<?> row) {
    long[] numbers = row.stream().mapToLong(each -> (Long) each).toArray();
    return new Books(numbers[0], numbers[1], numbers[2], numbers[3]);
  }
}
