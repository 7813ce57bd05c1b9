package io.github.osservergroups;

/**
 * That the host holds as many members of the group as its policy allows, that the server is in another group, or that the
 * idempotency key was used for another request: status 409.
 */
public final class ConflictException extends FaultException {
  private static final long serialVersionUID = 1L;

  ConflictException(Details details) {
    super(details);
  }
}
