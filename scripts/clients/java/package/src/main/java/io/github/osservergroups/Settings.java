package io.github.osservergroups;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Settings that are known to be good. The address has no slash at its end. */
record Settings(
    String url,
    Supplier<String> token,
    String project,
    String microversion,
    Duration timeout,
    int retries,
    String application,
    HttpClient httpClient) {
  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final Pattern VERSION_PATH = Pattern.compile("/v2(\\.1)?(/|$)");

  Settings {
    url = checkedUrl(url);
    given("token", token);
    if (given("project", project).isBlank()) {
      throw new IllegalArgumentException("The setting \"project\" is empty; give the id of the project of the token.");
    }
    checkedHeader("microversion", microversion);
    checkedHeader("application", application);
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException("The setting \"timeout\" must be longer than nothing, not " + timeout + ".");
    }
    if (retries < 0) {
      throw new IllegalArgumentException("The setting \"retries\" must be 0 or more, not " + retries + ".");
    }
    if (httpClient != null && httpClient.followRedirects() != HttpClient.Redirect.NEVER) {
      throw new IllegalArgumentException(
          "The HttpClient follows redirects, and would take the token to wherever they lead; build it with Redirect.NEVER.");
    }
  }

  private static <T> T given(String name, T value) {
    if (value == null) {
      throw new IllegalStateException("The setting \"" + name + "\" is missing; give it to the builder.");
    }
    return value;
  }

  private static String checkedUrl(String text) {
    URI uri = uriOf(given("url", text));
    if (uri.getHost() == null || !SCHEMES.contains(uri.getScheme())) {
      throw new IllegalArgumentException("The setting \"url\" is no address; give one such as http://127.0.0.1:8774.");
    }
    if (uri.getUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null) {
      throw new IllegalArgumentException("The setting \"url\" must have no user, password, query or fragment.");
    }
    if (VERSION_PATH.matcher(uri.getPath()).find()) {
      throw new IllegalArgumentException(
          "The setting \"url\" ends before \"/v2.1\": leave that out, and name the project in \"project\".");
    }
    return text.replaceAll("/+$", "");
  }

  /** Of a text that is no URI, one without a host. */
  private static URI uriOf(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      return URI.create("");
    }
  }

  /** The token for a request. */
  String currentToken() {
    String value = token.get();
    if (value == null) {
      throw new IllegalStateException("The source of the token gave null.");
    }
    return checkedHeader("token", value.strip());
  }

  /** The value may be secret, so it is not shown. */
  private static String checkedHeader(String name, String value) {
    if (!value.chars().allMatch(character -> character >= ' ' && character <= '~')) {
      throw new IllegalArgumentException(
          "The setting \"" + name + "\" has a character that no header can carry, such as a line break.");
    }
    return value;
  }

  /** Neither token nor address: a log may hold what comes of this. */
  @Override
  public String toString() {
    return "Settings[project=" + project + ", microversion=" + microversion + "]";
  }
}
