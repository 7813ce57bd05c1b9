import io.github.osservergroups.NotFoundException;
import io.github.osservergroups.ServerGroupsClient;
import io.github.osservergroups.generated.PolicyName;
import io.github.osservergroups.generated.ServerGroup;

public final class Example {
  public static void main(String[] args) {
    ServerGroupsClient client =
        ServerGroupsClient.builder()
            .url(System.getenv("OSG_URL"))
            .token(System.getenv("OSG_TOKEN"))
            .project(System.getenv("OSG_PROJECT"))
            .build();
    ServerGroup group = client.create("web", PolicyName.ANTI_AFFINITY);
    System.out.println("Made " + group.getName() + ": " + group.getId());
    client.list().forEach(each -> System.out.println("There is " + each.getName() + ": " + each.getId()));
    client.delete(group.getId());
    try {
      client.get(group.getId());
    } catch (NotFoundException e) {
      System.out.println("It is gone: " + e.getMessage());
    }
  }
}
