package io.github.osservergroups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.osservergroups.generated.PolicyName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is special to Java; that the client does as those in other languages do is tested from outside. */
class ServerGroupsClientTest {
  private static final String NONE = "{\"server_groups\": []}";

  private final Queue<String> tokens = new ConcurrentLinkedQueue<>();
  private final Queue<String> queries = new ConcurrentLinkedQueue<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(int status, String body) {
    server.createContext("/", exchange -> send(exchange, status, body));
  }

  private void send(HttpExchange exchange, int status, String body) throws IOException {
    tokens.add(exchange.getRequestHeaders().getFirst("X-Auth-Token"));
    queries.add(String.valueOf(exchange.getRequestURI().getQuery()));
    exchange.getResponseHeaders().set("Retry-After", "0");
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private ServerGroupsClientBuilder builder() {
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    return ServerGroupsClient.builder().url(url).token("secret").project("9c53a566cb3443ab910cf0daebca90c4");
  }

  @Test
  void theTokenIsAskedForBeforeEachAttempt() {
    answer(503, "");
    Queue<String> source = new ConcurrentLinkedQueue<>(List.of("first", "second", "third"));
    ServerGroupsClient client = builder().token(source::remove).build();
    FaultException fault = assertThrows(FaultException.class, () -> client.get("a"));
    assertEquals(3, fault.getAttempts());
    assertEquals(List.of("first", "second", "third"), List.copyOf(tokens));
  }

  @Test
  void aTokenThatNoHeaderCanCarryIsNotShown() {
    answer(200, NONE);
    ServerGroupsClient client = builder().token("se\ncret").build();
    Exception refused = assertThrows(IllegalArgumentException.class, () -> client.get("a"));
    assertFalse(refused.getMessage().contains("cret"), refused.getMessage());
  }

  @Test
  void whiteSpaceAroundATokenIsLeftOut() {
    answer(200, NONE);
    assertEquals(0, builder().token(" secret\n").build().list().count());
    assertEquals("secret", tokens.remove());
  }

  @Test
  void anHttpClientThatFollowsRedirectsIsRefused() {
    HttpClient following = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
    assertThrows(IllegalArgumentException.class, () -> builder().httpClient(following).build());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "127.0.0.1:8774", "ftp://example.com", "http://a b", "http://u:p@example.com",
    "http://example.com/?a=b", "http://example.com/v2.1", "http://example.com/v2/"})
  void anAddressThatCannotBeRightIsRefused(String url) {
    assertThrows(IllegalArgumentException.class, () -> builder().url(url).build());
  }

  @Test
  void otherSettingsThatCannotBeRightAreRefused() {
    assertThrows(IllegalStateException.class, () -> ServerGroupsClient.builder().build());
    assertThrows(IllegalArgumentException.class, () -> builder().timeout(Duration.ZERO).build());
    assertThrows(IllegalArgumentException.class, () -> builder().retries(-1).build());
    assertThrows(IllegalArgumentException.class, () -> builder().application("a\r\nb").build());
    assertThrows(IllegalArgumentException.class, () -> builder().build().list(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", ".."})
  void anIdThatLeadsToAnotherPathIsRefused(String id) {
    assertThrows(IllegalArgumentException.class, () -> builder().build().delete(id));
  }

  @ParameterizedTest
  @CsvSource({
    "400, BadRequestException", "401, UnauthorizedException", "403, ForbiddenException", "404, NotFoundException",
    "409, ConflictException", "418, FaultException"})
  void eachStatusHasItsException(int status, String name) {
    answer(status, "{\"aFault\": {\"code\": 1, \"message\": \"This is why.\"}}");
    FaultException fault = assertThrows(FaultException.class, () -> builder().build().get("a"));
    assertEquals(name, fault.getClass().getSimpleName());
    assertTrue(fault.toString().endsWith(name + ": This is why. (" + status + " aFault)"), fault.toString());
  }

  @Test
  void aStreamThatEndsEarlyAsksForNoMore() {
    answer(200, "{\"server_groups\": [{\"id\": \"a\"}, {\"id\": \"b\"}]}");
    assertEquals("b", builder().build().list(2).skip(1).findFirst().orElseThrow().getId());
    assertEquals(List.of("limit=2"), List.copyOf(queries));
  }

  @Test
  void aListWithoutIdsIsMalformed() {
    answer(200, "{\"server_groups\": [{\"name\": \"a\"}]}");
    assertThrows(MalformedAnswerException.class, () -> builder().build().list().count());
  }

  @Test
  void anInterruptEndsACall() {
    Thread caller = Thread.currentThread();
    server.createContext("/", exchange -> caller.interrupt());
    assertThrows(CallInterruptedException.class, () -> builder().build().get("a"));
    assertTrue(Thread.interrupted());
  }

  @Test
  void manyThreadsShareAClient() {
    answer(200, NONE);
    ServerGroupsClient client = builder().build();
    assertEquals(0, IntStream.range(0, 100).parallel().mapToLong(each -> client.list().count()).sum());
    assertEquals(100, tokens.size());
  }

  @Test
  void policiesAreEqualByTheirText() {
    assertEquals(PolicyName.ANTI_AFFINITY, PolicyName.of("anti-affinity"));
    assertEquals(PolicyName.of("spread-evenly"), PolicyName.of("spread-evenly"));
    assertNotEquals(PolicyName.AFFINITY, PolicyName.of("Affinity"));
  }
}
