package io.backroom.stripe;

import io.backroom.testkit.payment.PaymentHarness.Disturbance;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stands between the adapter and a server, and does to the next request that moves money what
 * networks do. Counts requests, not calls: a client that sends again by itself is found out. Every
 * connection carries one request.
 */
final class FaultProxy implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;
  private static final Set<String> PASSED_ON =
      Set.of("authorization", "content-type", "idempotency-key", "stripe-version", "accept");

  private final URI target;
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicReference<Optional<Disturbance>> next =
      new AtomicReference<>(Optional.empty());
  private final Map<String, Integer> posts = new ConcurrentHashMap<>();
  private final int port;
  private volatile ServerSocket socket;
  private volatile boolean twice;

  /** A proxy before a server on this machine. */
  FaultProxy(URI target) {
    this.target = target;
    this.socket = listen(0);
    this.port = socket.getLocalPort();
    serve(socket);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  void disturbNext(Disturbance disturbance) {
    if (disturbance == Disturbance.REFUSE_CONNECTION) {
      closeSocket();
    } else {
      next.set(Optional.of(disturbance));
    }
  }

  /** The next request that moves money arrives two times. */
  void sendNextTwice() {
    twice = true;
  }

  /** Nothing is disturbed any more. */
  void calm() {
    next.set(Optional.empty());
    twice = false;
    if (socket.isClosed()) {
      socket = listen(port);
      serve(socket);
    }
  }

  /** How many requests that move money arrived with a key of idempotency. */
  int posts(String key) {
    return posts.getOrDefault(key, 0);
  }

  /** How many requests that move money arrived without one. */
  int postsWithoutKey() {
    return posts("");
  }

  private static ServerSocket listen(int port) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(ServerSocket open) {
    start(
        () -> {
          while (!open.isClosed()) {
            try {
              Socket connection = open.accept();
              start(() -> answer(connection));
            } catch (IOException closed) {
              return;
            }
          }
        });
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "fault-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private record Request(String method, String path, Map<String, String> headers, byte[] body) {}

  private void answer(Socket connection) {
    try (connection) {
      connection.setSoTimeout(PATIENCE_MILLIS);
      Optional<Request> read = read(connection.getInputStream());
      if (read.isEmpty()) {
        return;
      }
      Request request = read.get();
      Optional<Disturbance> fault = Optional.empty();
      if (request.method().equals("POST")) {
        posts.merge(request.headers().getOrDefault("idempotency-key", ""), 1, Integer::sum);
        fault = next.getAndSet(Optional.empty());
        if (twice) {
          twice = false;
          forward(request);
        }
      }
      if (fault.isPresent() && fault.get() == Disturbance.THROTTLE) {
        write(connection, 429, error("rate_limit_error", "rate_limit"));
        return;
      }
      HttpResponse<byte[]> response = forward(request);
      if (fault.isEmpty()) {
        write(connection, response.statusCode(), response.body());
      } else {
        disturb(connection, fault.get(), response);
      }
    } catch (IOException gone) {
      // Whoever asked has hung up.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static void disturb(Socket connection, Disturbance fault, HttpResponse<byte[]> response)
      throws IOException {
    switch (fault) {
      case LOSE_RESPONSE -> connection.setSoLinger(true, 0);
      case GARBLE_RESPONSE -> {
        byte[] body = response.body();
        OutputStream out = connection.getOutputStream();
        out.write(head(response.statusCode(), body.length));
        out.write(body, 0, body.length / 2);
        out.flush();
      }
      // Until the other side has lost patience and hangs up.
      case STALL_RESPONSE ->
          connection.getInputStream().transferTo(OutputStream.nullOutputStream());
      case SERVER_ERROR -> write(connection, 500, error("api_error", ""));
      case REFUSE_CONNECTION, THROTTLE -> throw new IllegalStateException(fault.name());
    }
  }

  private static byte[] error(String type, String code) {
    return ("{\"error\":{\"type\":\"" + type + "\",\"code\":\"" + code + "\"}}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private HttpResponse<byte[]> forward(Request request) throws IOException, InterruptedException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(target.resolve(request.path())).timeout(Duration.ofSeconds(20));
    request
        .headers()
        .forEach(
            (name, value) -> {
              if (PASSED_ON.contains(name)) {
                builder.header(name, value);
              }
            });
    HttpRequest.BodyPublisher body =
        request.body().length == 0
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofByteArray(request.body());
    return client.send(
        builder.method(request.method(), body).build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static Optional<Request> read(InputStream in) throws IOException {
    String first = line(in);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    String[] words = first.split(" ", -1);
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return Optional.of(new Request(words[0], words[1], headers, in.readNBytes(length)));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  private static void write(Socket connection, int status, byte[] body) throws IOException {
    // In one go: two small writes would wait for each other's acknowledgment.
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(head(status, body.length));
    all.write(body);
    all.writeTo(connection.getOutputStream());
  }

  private static byte[] head(int status, int length) {
    return ("HTTP/1.1 "
            + status
            + " Status\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
            + length
            + "\r\n\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private void closeSocket() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    closeSocket();
  }
}
