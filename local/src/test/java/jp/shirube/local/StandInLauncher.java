package jp.shirube.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The launcher with stand-ins for the three services: {@code StandInLauncher <checkout> <command>}. */
final class StandInLauncher {

    private StandInLauncher() {}

    public static void main(String[] args) {
        Settings real = Settings.of(Path.of(args[0]), System.getenv());
        List<Settings.ServiceSpec> services = new ArrayList<>();
        for (Settings.ServiceSpec service : real.services()) {
            services.add(new Settings.ServiceSpec(
                    service.name(),
                    service.port(),
                    List.of(
                            "-Xmx64m",
                            "-cp",
                            System.getProperty("java.class.path", ""),
                            StandInService.class.getName(),
                            service.name())));
        }
        Settings settings = new Settings(real.checkout(), real.home(), real.environment(), services);
        System.exit(Launcher.answer(() ->
                Launcher.run(settings, new Voice(System.out), List.of(args).subList(1, args.length))));
    }
}
