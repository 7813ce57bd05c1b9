import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.osservergroups.CallTimeoutException;
import io.github.osservergroups.ConnectionException;
import io.github.osservergroups.FaultException;
import io.github.osservergroups.MalformedAnswerException;
import io.github.osservergroups.ServerGroupsClient;
import io.github.osservergroups.ServerGroupsClientBuilder;
import io.github.osservergroups.generated.Quotas;
import io.github.osservergroups.generated.RequestedQuotas;
import io.github.osservergroups.generated.ServerGroup;
import io.github.osservergroups.generated.ServerGroupAttributes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;

/** Answers the calls of the tests: a line of JSON each on standard input, a line of JSON each on standard output. */
public final class Driver {
  /** Passes over what a class has no room for: of policy and policies each microversion has one. */
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  public static void main(String[] arguments) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      out.println(MAPPER.writeValueAsString(answer(MAPPER.readTree(line))));
    }
  }

  private static ObjectNode answer(JsonNode question) {
    ObjectNode answer = MAPPER.createObjectNode();
    try {
      Object value = call(client(question.get("client")), question.get("call").asText(), question.get("args"));
      answer.set("value", MAPPER.valueToTree(value));
    } catch (FaultException e) {
      answer
          .putObject("fault")
          .put("status", e.getStatus())
          .put("name", e.getName().orElse(null))
          .put("message", e.getMessage())
          .put("requestId", e.getRequestId().orElse(null));
    } catch (CallTimeoutException e) {
      answer.put("failure", "timeout");
    } catch (ConnectionException e) {
      answer.put("failure", "connection");
    } catch (MalformedAnswerException e) {
      answer.put("failure", "malformed");
    } catch (RuntimeException e) {
      answer.put("error", e.toString());
    }
    return answer;
  }

  private static ServerGroupsClient client(JsonNode settings) {
    ServerGroupsClientBuilder builder =
        ServerGroupsClient.builder()
            .url(settings.get("url").asText())
            .token(settings.get("token").asText())
            .project(settings.get("project").asText())
            .application(settings.path("application").asText());
    if (settings.has("microversion")) {
      builder.microversion(settings.get("microversion").asText());
    }
    if (settings.has("timeout")) {
      builder.timeout(Duration.ofMillis(Math.round(settings.get("timeout").asDouble() * 1000)));
    }
    if (settings.has("retries")) {
      builder.retries(settings.get("retries").asInt());
    }
    return builder.build();
  }

  private static Object call(ServerGroupsClient client, String call, JsonNode args) {
    String id = args.path("id").asText();
    String server = args.path("server").asText();
    int pageSize = args.path("pageSize").asInt(100);
    return switch (call) {
      case "show" -> client.get(id);
      case "create" -> create(client, args);
      case "list" -> list(client, pageSize, args.path("allProjects").asBoolean()).toList();
      case "delete" -> nothing(() -> client.delete(id));
      case "claim" -> client.claim(id, server, args.get("host").asText());
      case "release" -> nothing(() -> client.release(id, server));
      case "members" -> client.members(id, pageSize).toList();
      case "showQuotas" -> client.quotas().get(args.get("project").asText());
      case "setQuotas" -> set(client, args.deepCopy());
      case "limits" -> client.quotas().limits();
      default -> throw new IllegalArgumentException("There is no call " + call + ".");
    };
  }

  private static Object nothing(Runnable call) {
    call.run();
    return null;
  }

  private static Stream<ServerGroup> list(ServerGroupsClient client, int pageSize, boolean allProjects) {
    return allProjects ? client.listOfAllProjects(pageSize) : client.list(pageSize);
  }

  private static Quotas set(ServerGroupsClient client, ObjectNode args) {
    String project = args.remove("project").asText();
    return client.quotas().set(project, MAPPER.convertValue(args, RequestedQuotas.class));
  }

  private static ServerGroup create(ServerGroupsClient client, JsonNode args) {
    ObjectNode group = args.deepCopy();
    group.putArray("policies").add(args.get("policy"));
    ServerGroupAttributes attributes = MAPPER.convertValue(group, ServerGroupAttributes.class);
    return args.has("idempotencyKey")
        ? client.create(attributes, args.get("idempotencyKey").asText())
        : client.create(attributes);
  }
}
