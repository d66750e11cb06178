package jp.shirube.local;

/** Creates the topics and ends. Environment: {@code KAFKA_BOOTSTRAP_SERVERS}, {@code SHIRUBE_REPLICATION} (1). */
public final class TopicsMain {

    private TopicsMain() {}

    public static void main(String[] args) throws Exception {
        String servers = System.getenv("KAFKA_BOOTSTRAP_SERVERS");
        if (servers == null || servers.isBlank()) {
            System.err.println("KAFKA_BOOTSTRAP_SERVERS is missing");
            System.exit(2);
            return;
        }
        Topics.create(servers, Integer.parseInt(System.getenv().getOrDefault("SHIRUBE_REPLICATION", "1")));
        System.out.println("topics present: "
                + String.join(", ", Topics.ALL.stream().map(Topics.Topic::name).toList()));
    }
}
