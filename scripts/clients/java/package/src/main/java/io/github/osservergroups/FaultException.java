package io.github.osservergroups;

import java.util.Optional;

/**
 * That the server answered with a status other than success. For the statuses that programs react to there are subclasses, such
 * as {@link NotFoundException}; any other status comes as this class.
 *
 * <p>The message is the server's own, for people; its wording may change. An answer that is no fault of the API, such as the page
 * of a proxy, has the message {@code HTTP 502} and no name.
 */
public class FaultException extends ServerGroupsException {
  private static final long serialVersionUID = 1L;

  /** The HTTP status. */
  private final int status;

  /** The name of the fault, or null. */
  private final String name;

  /** The id of the request, or null. */
  private final String requestId;

  /** How often the request was sent. */
  private final int attempts;

  /** What the answer says; name and request id may be null. */
  record Details(int status, String name, String message, String requestId, int attempts) {}

  FaultException(Details details) {
    super(details.message(), null);
    status = details.status();
    name = details.name();
    requestId = details.requestId();
    attempts = details.attempts();
  }

  /** The exception of the class that stands for the status. */
  static FaultException of(Details details) {
    return switch (details.status()) {
      case 400 -> new BadRequestException(details);
      case 401 -> new UnauthorizedException(details);
      case 403 -> new ForbiddenException(details);
      case 404 -> new NotFoundException(details);
      case 409 -> new ConflictException(details);
      default -> new FaultException(details);
    };
  }

  /**
   * The HTTP status.
   *
   * @return the status, such as 404
   */
  public int getStatus() {
    return status;
  }

  /**
   * The name of the fault.
   *
   * @return the name, such as {@code itemNotFound}; empty when the answer is no fault of the API
   */
  public Optional<String> getName() {
    return Optional.ofNullable(name);
  }

  /**
   * The id under which the service has logged the request.
   *
   * @return the id, such as {@code req-ecf4d1a6-6a5f-4b26-8c9f-1d8a5a0f7b11}; empty when the answer has none
   */
  public Optional<String> getRequestId() {
    return Optional.ofNullable(requestId);
  }

  /**
   * How often the request was sent.
   *
   * @return the number, at least 1
   */
  public int getAttempts() {
    return attempts;
  }

  /** With status, name and id of the request, for logs. */
  @Override
  public String toString() {
    String what = getName().map(text -> status + " " + text).orElse(String.valueOf(status));
    String which = getRequestId().map(text -> ", request " + text).orElse("");
    return super.toString() + " (" + what + which + ")";
  }
}
