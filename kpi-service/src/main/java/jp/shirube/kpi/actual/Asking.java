package jp.shirube.kpi.actual;

import jp.shirube.kpi.received.IndicatorKey;
import jp.shirube.notation.Period;

/** Whether a collection round (実績照会) asks for a figure that is stated past it: by the API, a file, an import. */
public interface Asking {

    /** Nobody else changes what the round says of it until the transaction ends; asked by who has the indicator's turn. */
    Asked of(IndicatorKey indicator, Period period);

    /** What the newest round that asks for it makes of the statement. */
    interface Asked {

        /**
         * How a statement stands by being made.
         *
         * @param forAll whether who makes it stands for all departments (企画部門)
         * @throws jp.shirube.problem.ProblemException where the round has locked it
         */
        Review reviewBy(boolean forAll);

        /** It was stated, or withdrawn. */
        void answered(Revision revision);
    }
}
