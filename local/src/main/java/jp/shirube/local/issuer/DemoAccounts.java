package jp.shirube.local.issuer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** デモ用の利用者の一覧: by municipality, people and systems apart. */
public record DemoAccounts(List<Municipality> municipalities) {

    /** One municipality's demo accounts. */
    public record Municipality(
            String code, String name, String english, List<DemoAccount> people, List<DemoAccount> systems) {

        public Municipality {
            people = List.copyOf(people);
            systems = List.copyOf(systems);
        }
    }

    public DemoAccounts {
        municipalities = List.copyOf(municipalities);
    }

    public static DemoAccounts none() {
        return new DemoAccounts(List.of());
    }

    /**
     * Nobody where there is no file.
     *
     * @throws FaultyAccounts with every problem of the file
     */
    public static DemoAccounts read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return none();
        }
        return new AccountsFile(file.toString()).read(Files.readAllBytes(file));
    }

    /** Who can be chosen on the sign-in page. */
    public Optional<DemoAccount> findPerson(String id) {
        return people().filter(person -> person.id().equals(id)).findFirst();
    }

    public Optional<DemoAccount> findSystem(String id) {
        return systems().filter(system -> system.id().equals(id)).findFirst();
    }

    /** 企画調整担当: whoever may state a municipality's plans and figures. */
    public Optional<DemoAccount> findPlanner(String municipality) {
        return find(municipality, "PLANNING_OFFICE");
    }

    /** 管理担当: whoever says who is what in a municipality. */
    public Optional<DemoAccount> findAdministrator(String municipality) {
        return find(municipality, "ADMINISTRATOR");
    }

    private Optional<DemoAccount> find(String municipality, String role) {
        return people().filter(person -> municipality.equals(person.municipality())
                        && person.roles().contains(role))
                .findFirst();
    }

    public Stream<DemoAccount> people() {
        return municipalities.stream().flatMap(municipality -> municipality.people().stream());
    }

    public Stream<DemoAccount> systems() {
        return municipalities.stream().flatMap(municipality -> municipality.systems().stream());
    }
}
