package jp.shirube.kpi.collection.application;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import jp.shirube.access.Caller;
import jp.shirube.access.Permission;
import jp.shirube.access.audit.Audit;
import jp.shirube.kpi.collection.CollectionProblems;
import jp.shirube.kpi.collection.Evidence;
import jp.shirube.kpi.collection.EvidenceFiles;
import jp.shirube.kpi.collection.EvidenceType;
import jp.shirube.kpi.collection.Item;
import jp.shirube.kpi.collection.ItemState;
import jp.shirube.kpi.collection.Rounds;
import jp.shirube.problem.Fault;
import jp.shirube.problem.ProblemException;
import jp.shirube.problem.ProblemType;

/**
 * 根拠資料: who may answer an item adds files to it until it is locked, and takes them away while it may be answered; who may
 * read the item reads them.
 */
@ApplicationScoped
public class KeepEvidence {

    static final int MOST = 20;
    private static final int LONGEST_NAME = 200;

    /** @param isNew false where the item names that content already */
    public record Kept(Evidence evidence, boolean isNew) {}

    /** A file with what is in it. */
    public record Content(Evidence evidence, byte[] bytes) {}

    private final Rounds rounds;
    private final EvidenceFiles files;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    KeepEvidence(Rounds rounds, EvidenceFiles files, Access access, Audit audit, Clock clock) {
        this.rounds = rounds;
        this.files = files;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    public List<Evidence> list(Caller caller, String municipality, String roundId, String itemId) {
        return files.list(seen(caller, municipality, roundId, itemId, Permission.READ_ROUND));
    }

    @Transactional
    public Content content(Caller caller, String municipality, String roundId, String itemId, String sha256) {
        Item item = seen(caller, municipality, roundId, itemId, Permission.READ_ROUND);
        Evidence evidence = named(item, sha256).orElseThrow(() -> CollectionProblems.evidenceUnknown(sha256));
        return new Content(
                evidence, files.content(item, sha256).orElseThrow(() -> CollectionProblems.evidenceUnknown(sha256)));
    }

    /**
     * @param mediaType as it was declared, without parameters
     * @throws ProblemException where the content is something else than its name and media type say
     */
    @Transactional
    public Kept add(
            Caller caller,
            String municipality,
            String roundId,
            String itemId,
            String sentName,
            String mediaType,
            byte[] content) {
        seen(caller, municipality, roundId, itemId, Permission.ANSWER_ROUND);
        EvidenceType type = EvidenceType.ofMediaType(mediaType).orElseThrow(KeepEvidence::notTaken);
        String name = name(sentName, type);
        String found = type.read(content).orElseThrow(() -> isSomethingElse(mediaType));
        Item item = rounds.lockItem(municipality, roundId, itemId);
        if (item.state() == ItemState.LOCKED) {
            throw CollectionProblems.locked(itemId);
        }
        String sha256 = digest(content);
        List<Evidence> there = files.list(item);
        Optional<Evidence> same =
                there.stream().filter(each -> each.sha256().equals(sha256)).findFirst();
        if (same.isPresent()) {
            return new Kept(same.get(), false);
        }
        if (there.size() >= MOST) {
            throw CollectionProblems.full(MOST, "根拠資料", "evidence files");
        }
        Evidence evidence = new Evidence(
                sha256, name, found, content.length, clock.instant().truncatedTo(ChronoUnit.MICROS), caller.name());
        files.add(item, evidence, content);
        audit.changed("collection-evidence.add", subject(item, sha256), null, said(evidence), null);
        return new Kept(named(item, sha256).orElse(evidence), true);
    }

    /** Only that the item names it; the content stays, for others may name it, and for the record. */
    @Transactional
    public void remove(Caller caller, String municipality, String roundId, String itemId, String sha256) {
        seen(caller, municipality, roundId, itemId, Permission.ANSWER_ROUND);
        Item item = rounds.lockItem(municipality, roundId, itemId);
        Evidence evidence = named(item, sha256).orElseThrow(() -> CollectionProblems.evidenceUnknown(sha256));
        if (!item.isEditable()) {
            throw item.state() == ItemState.LOCKED
                    ? CollectionProblems.locked(itemId)
                    : CollectionProblems.wrongState(itemId, item.state(), "根拠資料を外すことは", "lose its evidence");
        }
        files.remove(item, sha256);
        audit.changed("collection-evidence.remove", subject(item, sha256), said(evidence), null, null);
    }

    private Item seen(Caller caller, String municipality, String roundId, String itemId, Permission permission) {
        rounds.get(municipality, roundId);
        Item item = rounds.getItem(municipality, roundId, itemId);
        access.require(caller, item, permission);
        return item;
    }

    private Optional<Evidence> named(Item item, String sha256) {
        return files.list(item).stream()
                .filter(each -> each.sha256().equals(sha256))
                .findFirst();
    }

    /** Without the folders some browsers send along. */
    private static String name(String sent, EvidenceType type) {
        String name = sent.substring(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1)
                .strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw wrongName(
                    "ファイル名を" + LONGEST_NAME + "字までで付けてください（?name=）。",
                    "Name the file in at most " + LONGEST_NAME + " characters (?name=).");
        }
        if (name.codePoints().anyMatch(KeepEvidence::isNoCharacter)) {
            throw wrongName("ファイル名に使えない制御文字が含まれています。", "The name contains a control character.");
        }
        if (!type.fitsName(name)) {
            throw wrongName(
                    "ファイル名の末尾は%sにしてください。".formatted(type.endings()),
                    "A file of that type ends in %s.".formatted(type.endings()));
        }
        return name;
    }

    /** What turns the direction of writing makes an .exe look like a .pdf. */
    private static boolean isNoCharacter(int c) {
        return Character.isISOControl(c)
                || Character.getType(c) == Character.SURROGATE
                || Character.getType(c) == Character.FORMAT;
    }

    private static ProblemException wrongName(String ja, String en) {
        return new ProblemException(ProblemType.INVALID, List.of(Fault.at("#name", ja, en)));
    }

    private static ProblemException notTaken() {
        return new ProblemException(
                ProblemType.UNSUPPORTED_MEDIA_TYPE,
                "根拠資料として受け取れる形式は次のとおりです: " + EvidenceType.list(),
                "Evidence may be one of " + EvidenceType.list() + ".");
    }

    private static ProblemException isSomethingElse(String mediaType) {
        return new ProblemException(
                ProblemType.UNSUPPORTED_MEDIA_TYPE,
                "ファイルの中身が、示された形式（" + mediaType + "）ではありません。",
                "The content is not what is declared (" + mediaType + ").");
    }

    private static String subject(Item item, String sha256) {
        return item.municipality() + "/collection-rounds/" + item.round() + "/items/" + item.id() + "/evidence/"
                + sha256;
    }

    private static String said(Evidence evidence) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", evidence.name())
                .put("mediaType", evidence.mediaType())
                .put("size", evidence.size())
                .toString();
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
