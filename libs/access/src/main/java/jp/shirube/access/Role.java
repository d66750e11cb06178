package jp.shirube.access;

/** What somebody is in a municipality on a day. */
public enum Role {

    /** 住民: whoever has not signed in, or has no other role here. Sees adopted editions and confirmed figures. */
    RESIDENT("住民", "resident"),

    /** 担当課の入力者: writes what their department reports. */
    DEPARTMENT_EDITOR("担当課（入力）", "department editor"),

    /** 担当課の承認者（課長）. */
    DEPARTMENT_APPROVER("担当課（承認）", "department approver"),

    /** 企画部門: states plans, writes for every department. */
    PLANNING_OFFICE("企画部門", "planning office"),

    /** 外部評価委員. */
    COMMITTEE_MEMBER("外部評価委員", "external committee member"),

    /** 監査: reads everything with its history, writes nothing. */
    AUDITOR("監査", "auditor"),

    /** 自治体の管理者: says who is what, hands out API keys. */
    ADMINISTRATOR("管理者", "administrator"),

    /** 運用者: of the whole installation, of no municipality. */
    OPERATOR("運用者", "operator"),

    /** 連携システム: follows events, manages its own webhooks. */
    SUBSCRIBER("連携システム", "subscriber system");

    private final String ja;
    private final String en;

    Role(String ja, String en) {
        this.ja = ja;
        this.en = en;
    }

    public String ja() {
        return ja;
    }

    public String en() {
        return en;
    }

    /** Whether it is held for one department. */
    public boolean isOfDepartment() {
        return this == DEPARTMENT_EDITOR || this == DEPARTMENT_APPROVER;
    }

    /** Whether a municipality's 権限対応表 may give it: everybody is a resident, and nobody makes himself the operator. */
    public boolean isGivenByMapping() {
        return this != RESIDENT && this != OPERATOR;
    }

    /** Whether an API key may hold it. People approve, judge and administer; systems do not. */
    public boolean isGivenToKeys() {
        return switch (this) {
            case DEPARTMENT_EDITOR, SUBSCRIBER, PLANNING_OFFICE, AUDITOR -> true;
            case RESIDENT, DEPARTMENT_APPROVER, COMMITTEE_MEMBER, ADMINISTRATOR, OPERATOR -> false;
        };
    }
}
