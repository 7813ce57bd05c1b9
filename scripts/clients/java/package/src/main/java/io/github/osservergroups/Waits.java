package io.github.osservergroups;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before a request is sent again. */
final class Waits {
  private static final Duration LONGEST_ORDERED = Duration.ofSeconds(30);
  private static final long FIRST_MILLIS = 500;
  private static final long LONGEST_MILLIS = 8000;

  private Waits() {}

  /**
   * As long as the server asks for; else twice as long each time, and less by chance, so that clients which failed together do
   * not return together.
   *
   * @param attempt the number of the attempt that failed, from 0
   * @param headers those of its answer, empty when there was none
   */
  static Duration after(int attempt, Optional<HttpHeaders> headers) {
    return headers
        .flatMap(all -> all.firstValue("Retry-After"))
        .flatMap(Waits::ordered)
        .orElseGet(() -> backoff(attempt));
  }

  private static Duration backoff(int attempt) {
    long most = Math.min(FIRST_MILLIS << Math.min(attempt, 10), LONGEST_MILLIS);
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
  }

  /** What Retry-After says, in seconds or as a date (RFC 9110, 10.2.3); empty when it is neither. */
  private static Optional<Duration> ordered(String text) {
    try {
      Duration wait = text.matches("\\d{1,9}")
          ? Duration.ofSeconds(Long.parseLong(text))
          : Duration.between(Instant.now(), ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
      Duration some = wait.isNegative() ? Duration.ZERO : wait;
      return Optional.of(some.compareTo(LONGEST_ORDERED) > 0 ? LONGEST_ORDERED : some);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
