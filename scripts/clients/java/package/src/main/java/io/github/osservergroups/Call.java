package io.github.osservergroups;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;

/**
 * What the generated operations fill in: all of a request but what each request carries.
 *
 * @param <T> what the body of the answer is read as; {@code Void} when there is none
 */
final class Call<T> {
  private final StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
  private final Map<String, String> headers = new HashMap<>();
  private final String method;
  private final Class<T> answer;
  private String path;
  private Object body;

  Call(String method, String path, Class<T> answer) {
    this.method = method;
    this.path = path;
    this.answer = answer;
  }

  /** Fills in a part of the path. One that is empty or dots would lead to another path. */
  Call<T> path(String name, String value) {
    if (value.matches("\\.{0,2}")) {
      throw new IllegalArgumentException("The " + name + " is missing: it is \"" + value + "\".");
    }
    path = path.replace("{" + name + "}", escaped(value));
    return this;
  }

  /** Adds a parameter, unless it is null. */
  Call<T> query(String name, Object value) {
    if (value != null) {
      query.add(escaped(name) + "=" + escaped(value.toString()));
    }
    return this;
  }

  /** Adds a header, unless it is null. */
  Call<T> header(String name, String value) {
    if (value != null) {
      headers.put(name, value);
    }
    return this;
  }

  Call<T> body(Object value) {
    body = value;
    return this;
  }

  String method() {
    return method;
  }

  /** Path and query. */
  String target() {
    return path + query;
  }

  Map<String, String> headers() {
    return headers;
  }

  /** What is sent as JSON; null when there is none. */
  Object body() {
    return body;
  }

  Class<T> answer() {
    return answer;
  }

  /** Forms write a space as a plus sign, which a path would keep. */
  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
