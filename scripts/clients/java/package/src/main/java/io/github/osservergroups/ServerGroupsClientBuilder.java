package io.github.osservergroups;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Makes a client. Address, token and project must be given; all else has a default. Not to be used by several threads at once.
 */
public final class ServerGroupsClientBuilder {
  private String url;
  private Supplier<String> token;
  private String project;
  private String microversion = "@MICROVERSION@";
  private Duration timeout = Duration.ofSeconds(30);
  private int retries = 2;
  private String application = "";
  private HttpClient httpClient;

  ServerGroupsClientBuilder() {}

  /**
   * The address of the service, without {@code /v2.1}.
   *
   * @param value such as {@code http://127.0.0.1:8774}, or with a path that a proxy serves it below
   * @return this
   */
  public ServerGroupsClientBuilder url(String value) {
    url = Objects.requireNonNull(value, "url");
    return this;
  }

  /**
   * A token that stays the same.
   *
   * @param value the token; white space at its ends is left out
   * @return this
   */
  public ServerGroupsClientBuilder token(String value) {
    Objects.requireNonNull(value, "token");
    return token(() -> value);
  }

  /**
   * Where to get the token.
   *
   * @param source asked for each request and each time that it is sent again, by the thread that makes the call
   * @return this
   */
  public ServerGroupsClientBuilder token(Supplier<String> source) {
    token = Objects.requireNonNull(source, "token");
    return this;
  }

  /**
   * The project that the token was given for.
   *
   * @param id its id
   * @return this
   */
  public ServerGroupsClientBuilder project(String id) {
    project = Objects.requireNonNull(id, "project");
    return this;
  }

  /**
   * The microversion to speak, instead of @MICROVERSION@.
   *
   * @param value from @MICROVERSION@ to @LAST_MICROVERSION@
   * @return this
   */
  public ServerGroupsClientBuilder microversion(String value) {
    microversion = Objects.requireNonNull(value, "microversion");
    return this;
  }

  /**
   * How long an attempt may take until its answer is read, instead of 30 seconds.
   *
   * @param value longer than nothing
   * @return this
   */
  public ServerGroupsClientBuilder timeout(Duration value) {
    timeout = Objects.requireNonNull(value, "timeout");
    return this;
  }

  /**
   * How often a request is sent again after a failure that may pass, instead of 2 times.
   *
   * @param count 0 or more
   * @return this
   */
  public ServerGroupsClientBuilder retries(int count) {
    retries = count;
    return this;
  }

  /**
   * The name of your program, for the logs of the service.
   *
   * @param name such as {@code scheduler/1.4}
   * @return this
   */
  public ServerGroupsClientBuilder application(String name) {
    application = Objects.requireNonNull(name, "application");
    return this;
  }

  /**
   * What to send requests with, for a proxy, certificates or threads of your own.
   *
   * @param client one that follows no redirects, since it would take the token along
   * @return this
   */
  public ServerGroupsClientBuilder httpClient(HttpClient client) {
    httpClient = Objects.requireNonNull(client, "httpClient");
    return this;
  }

  /**
   * Makes the client.
   *
   * @return the client
   * @throws IllegalStateException if address, token or project was not given
   * @throws IllegalArgumentException if a setting has a value that is not allowed
   */
  public ServerGroupsClient build() {
    return new ServerGroupsClient(
        new Settings(url, token, project, microversion, timeout, retries, application, httpClient));
  }
}
