package io.github.osservergroups;

import io.github.osservergroups.generated.PolicyName;
import io.github.osservergroups.generated.ServerGroupAttributes;
import java.util.Objects;

/** What a group shall be, which is written another way before 2.64. */
final class NewGroup {
  private NewGroup() {}

  static ServerGroupAttributes of(String name, PolicyName policy) {
    return new ServerGroupAttributes()
        .name(Objects.requireNonNull(name, "name"))
        .policy(Objects.requireNonNull(policy, "policy"));
  }
}
