package jp.shirube.kpi.collection.screens;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the screens say, in Japanese. */
@MessageBundle(value = "say", locale = "ja")
interface Say {

    @Message("本文へ移動")
    String skip();

    @Message("実績の照会と入力")
    String purpose();

    @Message("入力した内容は、確認されるまで職員だけに見えます。")
    String footer();

    @Message("サインイン")
    String signIn();

    @Message("サインアウト")
    String signOut();

    @Message("実績照会")
    String start();

    @Message("現在位置")
    String whereYouAre();

    @Message("誤り：")
    String errorTitle();

    @Message("誤り：")
    String error();

    @Message("期限")
    String deadline();

    @Message("期限 {day}")
    String deadlineOn(String day);

    @Message("期限を過ぎています")
    String deadlinePast();

    @Message("{asked}項目のうち {answered}項目が回答済み")
    String overallCount(int answered, int asked);

    @Message("{department}の項目")
    String itemsOfDepartment(String department);

    @Message("残り {left}（全 {asked}項目）")
    String leftOfAsked(int left, int asked);

    @Message("いま開かれている照会はありません。")
    String noRounds();

    @Message("照会を始める")
    String openRound();

    @Message("対象年度")
    String fiscalYear();

    @Message("実績の年度。R7、令和7年度、2025 のように書けます。")
    String fiscalYearHint();

    @Message("照会の名前")
    String roundTitle();

    @Message("課への説明")
    String instructions();

    @Message("提出の前に課長の確認を求める")
    String needsApproval();

    @Message("{count}件の誤りがあります。直してから、もう一度送ってください。")
    String refused(int count);

    @Message("課ごとの状況")
    String byDepartment();

    @Message("だれが答えたか")
    String whoHasAnswered();

    @Message("課")
    String department();

    @Message("照会")
    String asked();

    @Message("回答")
    String answered();

    @Message("遅れ")
    String lateCount();

    @Message("差し戻し")
    String returned();

    @Message("確認済み")
    String confirmed();

    @Message("様式")
    String form();

    @Message("{department}の様式（Excel）")
    String formOf(String department);

    @Message("全課の様式（zip）をダウンロードする")
    String allForms();

    @Message("一覧（CSV）をダウンロードする")
    String asCsv();

    @Message("手間の目安")
    String burden();

    @Message("照会した項目のうち、あらかじめ値を入れておいたものと、課が入力したもの、開いてから提出までの時間、差し戻しの数です。")
    String burdenExplained();

    @Message("項目")
    String items();

    @Message("{count}項目")
    String itemCount(int count);

    @Message("項目")
    String item();

    @Message("状態")
    String state();

    @Message("すべて")
    String all();

    @Message("期限を過ぎたものだけ")
    String onlyLate();

    @Message("絞り込む")
    String filter();

    @Message("選ぶ")
    String choose();

    @Message("{name}を選ぶ")
    String chooseItem(String name);

    @Message("回答")
    String answer();

    @Message("前年")
    String lastYear();

    @Message("これまでの値")
    String lastYears();

    @Message("注意：")
    String warning();

    @Message("期限を過ぎています")
    String late();

    @Message("選んだ項目を")
    String withTheChosen();

    @Message("理由")
    String reason();

    @Message("差し戻すときと、再び開くときに書きます。課に伝わります。")
    String reasonHint();

    @Message("確認する")
    String confirm();

    @Message("差し戻す")
    String giveBack();

    @Message("締め切る（ロック）")
    String lock();

    @Message("再び開く")
    String reopen();

    @Message("当てはまる項目はありません。")
    String nothingFound();

    @Message("督促")
    String remind();

    @Message("まだ答えていない項目がある課へ、課ごとに一通のメールを送ります。")
    String remindHint();

    @Message("督促を送る")
    String sendReminders();

    @Message("記入した様式を取り込む")
    String upload();

    @Message("Excel の様式で答える")
    String byExcel();

    @Message("様式（Excel）をダウンロードする")
    String downloadForm();

    @Message("ファイル")
    String file();

    @Message("違いを見る")
    String showDifference();

    @Message("次の項目に答える")
    String answerNext();

    @Message("提出できる項目が {count}件あります。")
    String submitAllHint(int count);

    @Message("そろった項目をまとめて提出する")
    String submitAll();

    @Message("そろった項目をまとめて課長確認する")
    String approveAll();

    @Message("この課に照会した項目はありません。")
    String nothingAsked();

    @Message("取り込む前の確認")
    String difference();

    @Message("ファイル：{name}")
    String fileNamed(String name);

    @Message("まだ何も変わっていません。新しい値と変わった値だけを取り込みます。")
    String applyHint();

    @Message("{count}件を取り込む")
    String apply(int count);

    @Message("取り込めるものがありません。誤りを直して、もう一度送ってください。")
    String cannotApply();

    @Message("変わったところはありません。")
    String nothingToApply();

    @Message("誤り")
    String faults();

    @Message("誤りを書き込んだファイルをダウンロードする")
    String annotated();

    @Message("{count}件の誤り")
    String faultCount(int count);

    @Message("シート")
    String sheet();

    @Message("セル")
    String cell();

    @Message("内容")
    String what();

    @Message("項目ごとの違い")
    String differenceByItem();

    @Message("区分")
    String kindOfDifference();

    @Message("いまの値")
    String now();

    @Message("ファイルの値")
    String inTheFile();

    @Message("備考")
    String remark();

    @Message("差し戻し・再開の理由")
    String why();

    @Message("あなたが開いたあとに、ほかの人が保存しました。いま保存されている内容は次のとおりです。このまま保存すると、あなたの入力に置き換わります。")
    String storedMeanwhile();

    @Message("実績値")
    String figure();

    @Message("（{unit}）")
    String inUnit(String unit);

    @Message("または")
    String orWhyMissing();

    @Message("{label}の値がない理由")
    String missingReasonOf(String label);

    @Message("値がある")
    String thereIsAFigure();

    @Message("値がないとき、合計では 0 とみなす（事業終了・該当なし）")
    String countsAsZero();

    @Message("分子と分母から")
    String computed();

    @Message("値の確かさ")
    String figureStatus();

    @Message("進み具合")
    String progress();

    @Message("確かめてください。説明を書けば、このまま提出できます。")
    String warnings();

    @Message("今後の方向")
    String direction();

    @Message("（選んでいません）")
    String notChosen();

    @Message("保存")
    String save();

    @Message("保存して次の項目へ")
    String saveAndNext();

    @Message("課長確認")
    String approve();

    @Message("提出")
    String submit();

    @Message("保存しています…")
    String saving();

    @Message("保存できませんでした。「保存」を押してください。")
    String notSaved();

    @Message("まだ回答がありません。")
    String notAnswered();

    @Message("企画部門の判断")
    String decide();

    @Message("期間")
    String period();

    @Message("値")
    String value();

    @Message("計画での目標")
    String places();

    @Message("計画での名前")
    String printedName();

    @Message("基準値")
    String baseline();

    @Message("目標値")
    String goal();

    @Message("指標の定義")
    String definition();

    @Message("根拠資料")
    String evidence();

    @Message("根拠資料はありません。")
    String noEvidence();

    @Message("資料を添える")
    String addEvidence();

    @Message("添える")
    String attach();

    @Message("外す")
    String remove();

    @Message("{name}を外す")
    String removeFile(String name);

    @Message("やりとり")
    String comments();

    @Message("返信する")
    String reply();

    @Message("{who}への返信")
    String replyTo(String who);

    @Message("書き込む")
    String writeComment();

    @Message("送る")
    String send();

    @Message("経過")
    String history();

    @Message("まだ何も行われていません。")
    String noHistory();

    @Message("前の項目")
    String previousItem();

    @Message("次の項目")
    String nextItem();

    @Message("照会する計画")
    String choosePlans();

    @Message("何も選ばなければ、対象年度のすべての計画です。")
    String choosePlansHint();

    @Message("照会する課")
    String chooseDepartments();

    @Message("何も選ばなければ、すべての課です。")
    String chooseDepartmentsHint();

    @Message("照会する取組")
    String chooseInitiatives();

    @Message("照会する内容を確かめる")
    String preview();

    @Message("照会する内容")
    String previewTitle();

    @Message("{asked}項目を照会します。そのうち {prefilled}項目には、もう値が入っています。まだ始まっていません。")
    String previewCount(int asked, int prefilled);

    @Message("照会の内容を変える")
    String changeRound();

    @Message("照会する項目は変わりません。期限を変えると、督促の日も変わります。")
    String changeRoundHint();

    @Message("この課へ、まだ答えていない項目を知らせるメールを送ります。督促は1日に1回だけです。")
    String remindDepartment();

    @Message("様式を作ったあとに変わった {count}項目も、ファイルの値に置き換える")
    String overwriteConflicts(int count);

    @Message("選んだものを取り込む")
    String applyChosen();

    @Message("取り込んで提出する")
    String applyAndSubmit();
}
