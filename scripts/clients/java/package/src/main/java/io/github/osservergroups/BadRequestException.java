package io.github.osservergroups;

/** That the request, or a value in it, is not allowed: status 400. */
public final class BadRequestException extends FaultException {
  private static final long serialVersionUID = 1L;

  BadRequestException(Details details) {
    super(details);
  }
}
