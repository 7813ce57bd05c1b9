package io.github.osservergroups;

/** That the role of the token does not allow the call, or that a quota is used up: status 403. */
public final class ForbiddenException extends FaultException {
  private static final long serialVersionUID = 1L;

  ForbiddenException(Details details) {
    super(details);
  }
}
