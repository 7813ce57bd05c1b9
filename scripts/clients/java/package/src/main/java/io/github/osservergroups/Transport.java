package io.github.osservergroups;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.net.ssl.SSLHandshakeException;

/**
 * Sends calls, and sends them again after failures that may pass. Each call can be sent again: those to create a group carry a
 * key by which the server knows them again, and all others have the same effect however often they come.
 */
final class Transport {
  /** Statuses that say "not now". */
  private static final Set<Integer> PASSING = Set.of(429, 502, 503, 504);

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultPropertyInclusion(JsonInclude.Value.ALL_NON_NULL)
          .build();

  private final Settings settings;
  private final Exchange exchange;

  Transport(Settings settings) {
    this.settings = settings;
    HttpClient own = settings.httpClient();
    this.exchange = new Exchange(own == null ? httpClient(settings.url()) : own, settings.timeout());
  }

  /** An attempt to upgrade a plain connection to HTTP/2 would confuse some servers and proxies. */
  private static HttpClient httpClient(String url) {
    HttpClient.Builder builder = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER);
    return (url.startsWith("https:") ? builder : builder.version(HttpClient.Version.HTTP_1_1)).build();
  }

  /**
   * Sends the call.
   *
   * @param content takes what is asked for out of the body, and gives null when it is not there
   */
  <T, R> R send(Call<T> call, Function<T, R> content) {
    HttpResponse<byte[]> response = succeed(call);
    try {
      T body = MAPPER.readValue(response.body(), call.answer());
      R value = body == null ? null : content.apply(body);
      if (value != null) {
        return value;
      }
    } catch (IOException e) {
      throw new MalformedAnswerException(malformed(call), e);
    }
    throw new MalformedAnswerException(malformed(call), null);
  }

  /** Sends a call whose answer has no body. */
  void send(Call<Void> call) {
    succeed(call);
  }

  /** Deletes. A deletion whose answer was lost finds nothing when it is sent again: it was done. */
  void sendUnlessDone(Call<Void> deletion) {
    try {
      send(deletion);
    } catch (NotFoundException e) {
      if (e.getAttempts() == 1) {
        throw e;
      }
    }
  }

  private static String malformed(Call<?> call) {
    return "The answer to " + call.method() + " " + call.target() + " is a success, but not what the API promises."
        + " See whether the address is that of the service.";
  }

  private HttpResponse<byte[]> succeed(Call<?> call) {
    byte[] body = call.body() == null ? null : json(call.body());
    for (int attempt = 0; ; attempt++) {
      boolean isLast = attempt >= settings.retries();
      Optional<HttpHeaders> headers = Optional.empty();
      try {
        HttpResponse<byte[]> response = exchange.send(request(call, body));
        if (response.statusCode() / 100 == 2) {
          return response;
        }
        if (isLast || !PASSING.contains(response.statusCode())) {
          throw Faults.in(response, attempt + 1);
        }
        headers = Optional.of(response.headers());
      } catch (CallTimeoutException | ConnectionException e) {
        // A certificate that is not trusted will not be trusted in a second either.
        if (isLast || e.getCause() instanceof SSLHandshakeException) {
          throw e;
        }
      }
      exchange.pause(Waits.after(attempt, headers));
    }
  }

  private static byte[] json(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpRequest request(Call<?> call, byte[] body) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(settings.url() + call.target()));
    call.headers().forEach(request::setHeader);
    request.setHeader("Accept", "application/json");
    request.setHeader("OpenStack-API-Version", "compute " + settings.microversion());
    request.setHeader("User-Agent", (settings.application() + " os-server-groups-java/@VERSION@").strip());
    request.setHeader("X-Auth-Token", settings.currentToken());
    if (body == null) {
      return request.method(call.method(), BodyPublishers.noBody()).build();
    }
    request.setHeader("Content-Type", "application/json");
    return request.method(call.method(), BodyPublishers.ofByteArray(body)).build();
  }
}
