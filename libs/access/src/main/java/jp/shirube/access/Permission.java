package jp.shirube.access;

import static jp.shirube.access.Role.ADMINISTRATOR;
import static jp.shirube.access.Role.AUDITOR;
import static jp.shirube.access.Role.COMMITTEE_MEMBER;
import static jp.shirube.access.Role.DEPARTMENT_APPROVER;
import static jp.shirube.access.Role.DEPARTMENT_EDITOR;
import static jp.shirube.access.Role.OPERATOR;
import static jp.shirube.access.Role.PLANNING_OFFICE;
import static jp.shirube.access.Role.RESIDENT;
import static jp.shirube.access.Role.SUBSCRIBER;

import java.util.EnumSet;
import java.util.Set;

/**
 * Everything one may be allowed to do, and who is: the one place. Roles count in their own municipality only; everywhere else
 * everybody is a resident.
 */
public enum Permission {

    /** What is public anyway: adopted editions, confirmed figures.. */
    READ_PUBLISHED(Ownership.NONE, EnumSet.allOf(Role.class)),

    /** Drafts, and what only the staff of the municipality should see. */
    READ_DRAFTS(
            Ownership.NONE,
            EnumSet.of(DEPARTMENT_EDITOR, DEPARTMENT_APPROVER, PLANNING_OFFICE, AUDITOR, ADMINISTRATOR)),

    /** 未確認の実績, with who recorded what: of what one's department reports; the planning office and the auditor all. */
    READ_UNCONFIRMED(
            Ownership.DEPARTMENT, EnumSet.of(DEPARTMENT_EDITOR, DEPARTMENT_APPROVER, PLANNING_OFFICE, AUDITOR)),

    /** 引継書: what a department owns, owes and last reported, and the names of those who reported. */
    READ_HANDOVER(Ownership.DEPARTMENT, EnumSet.of(DEPARTMENT_EDITOR, DEPARTMENT_APPROVER, PLANNING_OFFICE, AUDITOR)),

    /** 実績の登録・訂正・取り下げ: of an indicator one's department reports on that day; the planning office for any. */
    RECORD_ACTUAL(Ownership.DEPARTMENT, EnumSet.of(DEPARTMENT_EDITOR, DEPARTMENT_APPROVER, PLANNING_OFFICE)),

    /** 実績照会を行う: opening, confirming, returning, locking, reminding. */
    RUN_ROUND(Ownership.NONE, EnumSet.of(PLANNING_OFFICE)),

    /** 実績照会の一覧: which rounds there are, and of their items those one's department is asked. */
    LIST_ROUNDS(Ownership.NONE, EnumSet.of(DEPARTMENT_EDITOR, DEPARTMENT_APPROVER, PLANNING_OFFICE, AUDITOR)),

    /** 様式の提出: files are looked through, and only what one may answer is taken from them. */
    SEND_FORMS(Ownership.NONE, EnumSet.of(DEPARTMENT_EDITOR, DEPARTMENT_APPROVER, PLANNING_OFFICE)),

    /** 実績照会を見る: what one's department is asked; the planning office and the auditor all. */
    READ_ROUND(Ownership.DEPARTMENT, EnumSet.of(DEPARTMENT_EDITOR, DEPARTMENT_APPROVER, PLANNING_OFFICE, AUDITOR)),

    /** 実績照会に答える: what one's department is asked; the planning office for any. */
    ANSWER_ROUND(Ownership.DEPARTMENT, EnumSet.of(DEPARTMENT_EDITOR, DEPARTMENT_APPROVER, PLANNING_OFFICE)),

    /** 課長確認. */
    APPROVE_ANSWER(Ownership.DEPARTMENT, EnumSet.of(DEPARTMENT_APPROVER)),

    /** 自治体文書: departments, indicators, responsibilities, grading rules. The operator lays out a new municipality. */
    STATE_MUNICIPALITY(Ownership.NONE, EnumSet.of(PLANNING_OFFICE, OPERATOR)),

    /** 計画文書の登録・変更・採択. */
    STATE_PLAN(Ownership.NONE, EnumSet.of(PLANNING_OFFICE)),

    /** 人による評価を添える. */
    GIVE_GRADE(Ownership.NONE, EnumSet.of(PLANNING_OFFICE, COMMITTEE_MEMBER)),

    /** 評価基準の試算 over what is not public. */
    TRY_RULE(
            Ownership.NONE,
            EnumSet.of(DEPARTMENT_EDITOR, DEPARTMENT_APPROVER, PLANNING_OFFICE, COMMITTEE_MEMBER, AUDITOR)),

    /** Webhook: a system sees and changes its own, the administrator all of the municipality. */
    MANAGE_WEBHOOKS(Ownership.SUBSCRIPTION, EnumSet.of(ADMINISTRATOR, SUBSCRIBER)),

    /** 権限対応表 and API keys. */
    READ_ACCESS(Ownership.NONE, EnumSet.of(ADMINISTRATOR, AUDITOR, OPERATOR)),

    /** 権限対応表 and API keys; the operator for the first administrator of a municipality. */
    MANAGE_ACCESS(Ownership.NONE, EnumSet.of(ADMINISTRATOR, OPERATOR)),

    /** 監査記録. */
    READ_AUDIT(Ownership.NONE, EnumSet.of(AUDITOR)),

    /** Rebuild, republish, verify: over all municipalities. */
    OPERATE(Ownership.NONE, EnumSet.of(OPERATOR));

    /** What besides the role decides. */
    public enum Ownership {
        NONE,
        /** The department one acts for must be the one it is about; the planning office and the auditor stand for all. */
        DEPARTMENT,
        /** A system reaches its own subscriptions only. */
        SUBSCRIPTION
    }

    private final Ownership ownership;
    private final Set<Role> roles;

    Permission(Ownership ownership, Set<Role> roles) {
        this.ownership = ownership;
        this.roles = Set.copyOf(roles);
    }

    public Ownership ownership() {
        return ownership;
    }

    public boolean isFor(Role role) {
        return roles.contains(role);
    }

    /** Whether what is done needs drafts to be there, whatever of them the answer shows. */
    boolean worksOnDrafts() {
        return this == STATE_PLAN || this == STATE_MUNICIPALITY || this == RECORD_ACTUAL;
    }

    public boolean isForEverybody() {
        return isFor(RESIDENT);
    }
}
