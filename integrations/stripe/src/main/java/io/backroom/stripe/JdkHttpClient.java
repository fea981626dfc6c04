package io.backroom.stripe;

import com.stripe.exception.ApiConnectionException;
import com.stripe.net.HttpContent;
import com.stripe.net.HttpHeaders;
import com.stripe.net.StripeRequest;
import com.stripe.net.StripeResponse;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends each request once. The client that Stripe's library has by default sits on {@code
 * HttpURLConnection}, which sends a POST again by itself when the connection breaks before the
 * answer; this one does not, and it ends at the deadline, body included.
 */
final class JdkHttpClient extends com.stripe.net.HttpClient {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  @Override
  public StripeResponse request(StripeRequest request) throws ApiConnectionException {
    Duration time = Duration.ofMillis(request.options().getReadTimeout());
    HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(request.url().toString()));
    request
        .headers()
        .map()
        .forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
    HttpContent content = request.content();
    if (content != null) {
      builder.header("Content-Type", content.contentType());
    }
    HttpRequest.BodyPublisher body =
        content == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofByteArray(content.byteArrayContent());
    builder.method(request.method().name(), body);
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(builder.build(), HttpResponse.BodyHandlers.ofString());
    try {
      HttpResponse<String> response = answer.get(time.toMillis(), TimeUnit.MILLISECONDS);
      return new StripeResponse(
          response.statusCode(), HttpHeaders.of(response.headers().map()), response.body());
    } catch (TimeoutException late) {
      answer.cancel(true);
      throw new ApiConnectionException("no answer within " + time, late);
    } catch (InterruptedException interrupted) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new ApiConnectionException("interrupted", interrupted);
    } catch (ExecutionException failed) {
      throw new ApiConnectionException("the connection failed", failed.getCause());
    }
  }

  /** Whether a failure proves that no byte of the request has left. */
  static boolean neverSent(ApiConnectionException failure) {
    Throwable cause = failure.getCause();
    return cause instanceof ConnectException
        || (cause instanceof IOException
            && cause instanceof java.net.http.HttpConnectTimeoutException);
  }
}
