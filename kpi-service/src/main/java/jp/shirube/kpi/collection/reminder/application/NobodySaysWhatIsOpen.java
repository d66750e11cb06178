package jp.shirube.kpi.collection.reminder.application;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import jp.shirube.kpi.collection.reminder.DepartmentWork;
import jp.shirube.kpi.collection.reminder.OpenWork;

/** Fails every time it is asked: a service without rounds must not look like one in which everything is answered. */
@DefaultBean
@ApplicationScoped
class NobodySaysWhatIsOpen implements OpenWork {

    @Override
    public List<DepartmentWork> of(LocalDate day) {
        throw new IllegalStateException("nobody says what departments have still to answer");
    }
}
