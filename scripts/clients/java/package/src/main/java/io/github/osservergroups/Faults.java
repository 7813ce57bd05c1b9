package io.github.osservergroups;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;

/** Reads faults: {@code {"itemNotFound": {"code": 404, "message": "…"}}}. */
final class Faults {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Faults() {}

  /** The fault in an answer; one without a name when the body is none, such as the page of a proxy. */
  static FaultException in(HttpResponse<byte[]> response, int attempts) {
    int status = response.statusCode();
    JsonNode body = parsed(response.body());
    String name = body.isObject() && body.size() == 1 ? body.fieldNames().next() : null;
    JsonNode message = name == null ? body : body.get(name).path("message");
    boolean isFault = name != null && message.isTextual();
    return FaultException.of(
        new FaultException.Details(
            status,
            isFault ? name : null,
            isFault ? message.textValue() : "HTTP " + status,
            response.headers().firstValue("x-openstack-request-id").orElse(null),
            attempts));
  }

  private static JsonNode parsed(byte[] body) {
    try {
      return MAPPER.readTree(body);
    } catch (IOException e) {
      return MAPPER.missingNode();
    }
  }
}
