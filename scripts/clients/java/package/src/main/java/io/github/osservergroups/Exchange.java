package io.github.osservergroups;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One request and its whole answer, within a time. The timeout of {@code HttpRequest} ends when the headers are there, and would
 * wait for ever for the rest of a body; so the time is watched here.
 *
 * @param timeout from the beginning until the body is read
 */
record Exchange(HttpClient httpClient, Duration timeout) {
  HttpResponse<byte[]> send(HttpRequest request) {
    CompletableFuture<HttpResponse<byte[]>> future = httpClient.sendAsync(request, BodyHandlers.ofByteArray());
    try {
      return future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw timedOut(request, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      throw failure(request, e.getCause());
    } finally {
      // Of a future that is done this changes nothing; else it closes the connection.
      future.cancel(true);
    }
  }

  void pause(Duration wait) {
    try {
      TimeUnit.NANOSECONDS.sleep(wait.toNanos());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private RuntimeException failure(HttpRequest request, Throwable cause) {
    if (cause instanceof HttpTimeoutException) {
      return timedOut(request, cause);
    }
    if (cause instanceof IOException) {
      String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
      return new ConnectionException("No answer came from " + addressOf(request) + ": " + why, cause);
    }
    return new IllegalStateException("The HttpClient failed.", cause);
  }

  private CallTimeoutException timedOut(HttpRequest request, Throwable cause) {
    double seconds = timeout.toMillis() / 1000.0;
    return new CallTimeoutException("No whole answer came from " + addressOf(request) + " within " + seconds + " s.", cause);
  }

  private static CallInterruptedException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new CallInterruptedException("The thread was interrupted during the call.", cause);
  }

  private static String addressOf(HttpRequest request) {
    return request.uri().getScheme() + "://" + request.uri().getAuthority();
  }
}
