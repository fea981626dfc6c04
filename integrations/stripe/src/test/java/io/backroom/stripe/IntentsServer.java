package io.backroom.stripe;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.stripe.Stripe;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.backroom.spi.payment.OperationId;
import io.backroom.spi.payment.RawNotification;
import io.backroom.spi.value.OrderId;
import io.backroom.testkit.payment.PaymentHarness.Books;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.joda.money.CurrencyUnit;

/**
 * PaymentIntents and refunds as we read Stripe's documentation, with books of its own. Written by
 * the authors of the adapter: it proves that the two fit each other, not that either fits Stripe.
 */
final class IntentsServer implements AutoCloseable {
  private static final Duration VALIDITY = Duration.ofDays(7);

  static {
    // Headers and body are two small writes, of which the second would wait 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, JsonObject> intents = new LinkedHashMap<>();
  private final Map<String, JsonObject> refunds = new LinkedHashMap<>();
  private final Map<String, Stored> stored = new HashMap<>();
  private Instant now;
  private Duration searchLag = Duration.ZERO;
  private int ids;

  private record Stored(String request, int status, JsonObject answer) {}

  private record Answer(int status, JsonObject body) {}

  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    Refused(int status, String type, String code, Optional<JsonObject> intent) {
      super(code);
      JsonObject error = new JsonObject();
      error.addProperty("type", type);
      error.addProperty("code", code);
      error.addProperty("message", code);
      intent.ifPresent(i -> error.add("payment_intent", i));
      JsonObject body = new JsonObject();
      body.add("error", error);
      this.answer = new Answer(status, body);
    }
  }

  IntentsServer(Instant start) {
    now = start;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/v1/", this::handle);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  synchronized Instant now() {
    return now;
  }

  synchronized void advance(Duration duration) {
    now = now.plus(duration);
    intents.values().forEach(this::expire);
  }

  private void expire(JsonObject intent) {
    if (is(intent, "requires_capture") && !now.isBefore(end(intent))) {
      intent.addProperty("status", "canceled");
      intent.addProperty("cancellation_reason", "automatic");
      intent.addProperty("amount_capturable", 0);
    }
  }

  private static Instant end(JsonObject intent) {
    return Instant.ofEpochSecond(intent.get("created").getAsLong()).plus(VALIDITY);
  }

  /** The customer confirms, or the bank answers. */
  synchronized void approve(OperationId operation) {
    JsonObject intent = find(operation).orElseThrow();
    if (is(intent, "requires_action") || is(intent, "processing")) {
      hold(intent);
    }
  }

  /** From now on a search misses what is younger. */
  synchronized void searchLags(Duration lag) {
    searchLag = lag;
  }

  private boolean isIndexed(JsonObject intent) {
    return !now.isBefore(Instant.ofEpochSecond(number(intent, "created")).plus(searchLag));
  }

  synchronized void forgetKeys() {
    stored.clear();
  }

  private Optional<JsonObject> find(OperationId operation) {
    return intents.values().stream()
        .filter(i -> operation.value().equals(text(metadata(i), Binding.OPERATION)))
        .findFirst();
  }

  /** An event about the intent of an operation, or about one that nobody has heard of. */
  synchronized RawNotification notification(
      OperationId operation, String secret, Instant signedAt) {
    JsonObject intent =
        find(operation)
            .map(JsonObject::deepCopy)
            .orElseGet(
                () -> {
                  JsonObject strange = intent(Map.of("amount", "100", "currency", "gbp"));
                  metadata(strange).addProperty(Binding.OPERATION, operation.value());
                  return strange;
                });
    JsonObject data = new JsonObject();
    data.add("object", intent);
    JsonObject event = new JsonObject();
    event.addProperty("id", "evt_1");
    event.addProperty("object", "event");
    event.addProperty("api_version", Stripe.API_VERSION);
    event.addProperty("type", "payment_intent.amount_capturable_updated");
    event.add("data", data);
    byte[] body = event.toString().getBytes(StandardCharsets.UTF_8);
    String time = Long.toString(signedAt.getEpochSecond());
    String hex = HexFormat.of().formatHex(WebhookSignature.sign(secret, time, body));
    return new RawNotification(
        Map.of("stripe-signature", "t=" + time + ",v1=00,v0=ff,v1=" + hex), body);
  }

  synchronized Books books(OrderId order, CurrencyUnit currency) {
    long open = 0;
    long captured = 0;
    long refunded = 0;
    for (JsonObject intent : intents.values()) {
      if (order.value().equals(text(metadata(intent), Binding.ORDER))
          && text(intent, "currency").equals(currency.getCode().toLowerCase(Locale.ROOT))) {
        open += is(intent, "requires_capture") ? number(intent, "amount_capturable") : 0;
        captured += number(intent, "amount_received");
        refunded += refunded(intent);
      }
    }
    return new Books(
        StripeAmount.money(currency.getCode(), open),
        StripeAmount.money(currency.getCode(), captured),
        StripeAmount.money(currency.getCode(), refunded));
  }

  private long refunded(JsonObject intent) {
    return refunds.values().stream()
        .filter(r -> text(r, "payment_intent").equals(text(intent, "id")))
        .mapToLong(r -> number(r, "amount"))
        .sum();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    String path = exchange.getRequestURI().getPath();
    Answer answer;
    if (exchange.getRequestMethod().equals("POST")) {
      String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
      answer = once(key, path + "?" + body, () -> post(path.split("/", -1), form(body)));
    } else {
      answer = guarded(() -> get(path.split("/", -1), form(query)));
    }
    byte[] bytes = answer.body().toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private interface Work {
    JsonObject answer();
  }

  private synchronized Answer once(String key, String request, Work work) {
    Stored earlier = stored.get(key);
    if (earlier != null && !earlier.request().equals(request)) {
      return new Refused(400, "idempotency_error", "", Optional.empty()).answer;
    } else if (earlier != null) {
      return new Answer(earlier.status(), earlier.answer());
    }
    Answer answer = guarded(work);
    stored.put(key, new Stored(request, answer.status(), answer.body().deepCopy()));
    return answer;
  }

  private synchronized Answer guarded(Work work) {
    try {
      return new Answer(200, work.answer().deepCopy());
    } catch (Refused refused) {
      return refused.answer;
    }
  }

  private JsonObject post(String[] path, Map<String, String> form) {
    if (path[2].equals("refunds")) {
      return refund(form);
    } else if (path.length == 3) {
      return create(form);
    }
    JsonObject intent = get(path[3]);
    return path[4].equals("capture") ? capture(intent, form) : cancel(intent);
  }

  private JsonObject get(String[] path, Map<String, String> query) {
    if (path[2].equals("refunds")) {
      return list(r -> text(r, "payment_intent").equals(query.get("payment_intent")), refunds);
    } else if (path[3].equals("search")) {
      String wanted = query.get("query").replaceAll(".*:'(.*)'", "$1");
      JsonObject found =
          list(i -> isIndexed(i) && wanted.equals(text(metadata(i), Binding.OPERATION)), intents);
      found.addProperty("object", "search_result");
      return found;
    }
    return get(path[3]);
  }

  private static JsonObject list(
      Function<JsonObject, Boolean> wanted, Map<String, JsonObject> all) {
    JsonArray data = new JsonArray();
    all.values().stream().filter(wanted::apply).forEach(data::add);
    JsonObject list = new JsonObject();
    list.addProperty("object", "list");
    list.addProperty("has_more", false);
    list.add("data", data);
    return list;
  }

  private JsonObject get(String id) {
    return Optional.ofNullable(intents.get(id))
        .orElseThrow(
            () -> new Refused(404, "invalid_request_error", "resource_missing", Optional.empty()));
  }

  private JsonObject intent(Map<String, String> form) {
    JsonObject intent = new JsonObject();
    intent.addProperty("id", "pi_" + ++ids);
    intent.addProperty("object", "payment_intent");
    intent.addProperty("amount", Long.parseLong(form.get("amount")));
    intent.addProperty("amount_capturable", 0);
    intent.addProperty("amount_received", 0);
    intent.addProperty("currency", form.get("currency"));
    intent.addProperty("created", now.getEpochSecond());
    intent.addProperty("status", "requires_payment_method");
    intent.add("metadata", metadata(form));
    return intent;
  }

  private JsonObject create(Map<String, String> form) {
    JsonObject intent = intent(form);
    String method = form.get("payment_method");
    Optional.ofNullable(form.get("customer")).ifPresent(c -> intent.addProperty("customer", c));
    intent.addProperty("payment_method", method);
    Optional.ofNullable(form.get("setup_future_usage"))
        .ifPresent(use -> intent.addProperty("setup_future_usage", use));
    if (method.startsWith("pm_declined_")) {
      Refused declined = new Refused(402, "card_error", "card_declined", Optional.empty());
      JsonObject error = declined.answer.body().getAsJsonObject("error");
      error.addProperty("decline_code", method.substring("pm_declined_".length()));
      error.addProperty("network_decline_code", "05");
      throw declined;
    }
    intents.put(text(intent, "id"), intent);
    if (method.equals("pm_3ds")) {
      intent.addProperty("status", "requires_action");
      JsonObject redirect = new JsonObject();
      redirect.addProperty("url", "https://bank.example/" + text(intent, "id"));
      JsonObject next = new JsonObject();
      next.addProperty("type", "redirect_to_url");
      next.add("redirect_to_url", redirect);
      intent.add("next_action", next);
    } else if (method.equals("pm_slow")) {
      intent.addProperty("status", "processing");
    } else {
      hold(intent);
    }
    return intent;
  }

  private static void hold(JsonObject intent) {
    intent.addProperty("status", "requires_capture");
    intent.addProperty("amount_capturable", number(intent, "amount"));
    JsonObject card = new JsonObject();
    card.addProperty("capture_before", end(intent).getEpochSecond());
    JsonObject details = new JsonObject();
    details.add("card", card);
    JsonObject charge = new JsonObject();
    charge.addProperty("id", "ch_" + text(intent, "id"));
    charge.addProperty("object", "charge");
    charge.addProperty("amount", number(intent, "amount"));
    charge.addProperty("amount_captured", 0);
    charge.addProperty("amount_refunded", 0);
    charge.add("payment_method_details", details);
    intent.add("latest_charge", charge);
  }

  private JsonObject capture(JsonObject intent, Map<String, String> form) {
    long amount = Long.parseLong(form.get("amount_to_capture"));
    if (!is(intent, "requires_capture")) {
      throw unexpected(intent);
    } else if (amount > number(intent, "amount_capturable")) {
      throw new Refused(400, "invalid_request_error", "amount_too_large", Optional.empty());
    }
    intent.addProperty("status", "succeeded");
    intent.addProperty("amount_capturable", 0);
    intent.addProperty("amount_received", amount);
    JsonObject charge = intent.getAsJsonObject("latest_charge");
    charge.addProperty("amount_captured", amount);
    charge.addProperty("amount_refunded", number(charge, "amount") - amount);
    for (Map.Entry<String, JsonElement> entry : metadata(form).entrySet()) {
      metadata(intent).add(entry.getKey(), entry.getValue());
    }
    return intent;
  }

  private JsonObject cancel(JsonObject intent) {
    if (is(intent, "canceled") || is(intent, "succeeded")) {
      throw unexpected(intent);
    }
    intent.addProperty("status", "canceled");
    intent.addProperty("amount_capturable", 0);
    return intent;
  }

  private static Refused unexpected(JsonObject intent) {
    return new Refused(
        400, "invalid_request_error", "payment_intent_unexpected_state", Optional.of(intent));
  }

  private JsonObject refund(Map<String, String> form) {
    JsonObject intent = get(form.get("payment_intent"));
    long amount = Long.parseLong(form.get("amount"));
    if (amount > number(intent, "amount_received") - refunded(intent)) {
      throw new Refused(400, "invalid_request_error", "charge_already_refunded", Optional.empty());
    }
    JsonObject refund = new JsonObject();
    refund.addProperty("id", "re_" + ++ids);
    refund.addProperty("object", "refund");
    refund.addProperty("amount", amount);
    refund.addProperty("currency", text(intent, "currency"));
    refund.addProperty("payment_intent", text(intent, "id"));
    refund.addProperty("status", "succeeded");
    refund.add("metadata", metadata(form));
    refunds.put(text(refund, "id"), refund);
    JsonObject charge = intent.getAsJsonObject("latest_charge");
    charge.addProperty("amount_refunded", number(charge, "amount_refunded") + amount);
    return refund;
  }

  private static boolean is(JsonObject intent, String status) {
    return text(intent, "status").equals(status);
  }

  private static JsonObject metadata(JsonObject object) {
    return object.getAsJsonObject("metadata");
  }

  private static JsonObject metadata(Map<String, String> form) {
    JsonObject metadata = new JsonObject();
    form.forEach(
        (name, value) -> {
          if (name.startsWith("metadata[")) {
            metadata.addProperty(name.substring("metadata[".length(), name.length() - 1), value);
          }
        });
    return metadata;
  }

  private static String text(JsonObject object, String name) {
    return object.has(name) ? object.get(name).getAsString() : "";
  }

  private static long number(JsonObject object, String name) {
    return object.get(name).getAsLong();
  }

  private static Map<String, String> form(String text) {
    Map<String, String> form = new LinkedHashMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        form.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
    return form;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
