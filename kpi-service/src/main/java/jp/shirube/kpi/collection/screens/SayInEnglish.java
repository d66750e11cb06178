package jp.shirube.kpi.collection.screens;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.Message;

/** The same in English. */
@Localized("en")
interface SayInEnglish extends Say {

    @Override
    @Message("Skip to the content")
    String skip();

    @Override
    @Message("Collecting what was measured")
    String purpose();

    @Override
    @Message("What is entered here is seen by the staff only, until it is confirmed.")
    String footer();

    @Override
    @Message("Sign in")
    String signIn();

    @Override
    @Message("Sign out")
    String signOut();

    @Override
    @Message("Collection of actuals")
    String start();

    @Override
    @Message("You are here")
    String whereYouAre();

    @Override
    @Message("Error: ")
    String errorTitle();

    @Override
    @Message("Error: ")
    String error();

    @Override
    @Message("Deadline")
    String deadline();

    @Override
    @Message("due {day}")
    String deadlineOn(String day);

    @Override
    @Message("overdue")
    String deadlinePast();

    @Override
    @Message("{answered} of {asked} items answered")
    String overallCount(int answered, int asked);

    @Override
    @Message("Items of {department}")
    String itemsOfDepartment(String department);

    @Override
    @Message("{left} left of {asked}")
    String leftOfAsked(int left, int asked);

    @Override
    @Message("No round is open for you at present.")
    String noRounds();

    @Override
    @Message("Open a round")
    String openRound();

    @Override
    @Message("Fiscal year")
    String fiscalYear();

    @Override
    @Message("The year of the figures: R7 or 2025.")
    String fiscalYearHint();

    @Override
    @Message("Name of the round")
    String roundTitle();

    @Override
    @Message("Instructions to departments")
    String instructions();

    @Override
    @Message("A head of department approves before submission")
    String needsApproval();

    @Override
    @Message("There are {count} fault(s). Mend them and send it again.")
    String refused(int count);

    @Override
    @Message("By department")
    String byDepartment();

    @Override
    @Message("Who has answered")
    String whoHasAnswered();

    @Override
    @Message("Department")
    String department();

    @Override
    @Message("Asked")
    String asked();

    @Override
    @Message("Answered")
    String answered();

    @Override
    @Message("Late")
    String lateCount();

    @Override
    @Message("Returned")
    String returned();

    @Override
    @Message("Confirmed")
    String confirmed();

    @Override
    @Message("Form")
    String form();

    @Override
    @Message("Form of {department} (Excel)")
    String formOf(String department);

    @Override
    @Message("Download the forms of all departments (zip)")
    String allForms();

    @Override
    @Message("Download the list (CSV)")
    String asCsv();

    @Override
    @Message("The burden")
    String burden();

    @Override
    @Message(
            "Of the items asked: those filled in beforehand, those typed, the time from opening to submission, and returns.")
    String burdenExplained();

    @Override
    @Message("Items")
    String items();

    @Override
    @Message("{count} item(s)")
    String itemCount(int count);

    @Override
    @Message("Item")
    String item();

    @Override
    @Message("State")
    String state();

    @Override
    @Message("all")
    String all();

    @Override
    @Message("only overdue")
    String onlyLate();

    @Override
    @Message("Filter")
    String filter();

    @Override
    @Message("Choose")
    String choose();

    @Override
    @Message("Choose {name}")
    String chooseItem(String name);

    @Override
    @Message("Answer")
    String answer();

    @Override
    @Message("Last year")
    String lastYear();

    @Override
    @Message("Earlier figures")
    String lastYears();

    @Override
    @Message("Note: ")
    String warning();

    @Override
    @Message("overdue")
    String late();

    @Override
    @Message("With the chosen items")
    String withTheChosen();

    @Override
    @Message("Reason")
    String reason();

    @Override
    @Message("Needed to return or to reopen; the department is told.")
    String reasonHint();

    @Override
    @Message("Confirm")
    String confirm();

    @Override
    @Message("Return")
    String giveBack();

    @Override
    @Message("Lock")
    String lock();

    @Override
    @Message("Reopen")
    String reopen();

    @Override
    @Message("No item matches.")
    String nothingFound();

    @Override
    @Message("Reminders")
    String remind();

    @Override
    @Message("Sends each department with open items one mail.")
    String remindHint();

    @Override
    @Message("Send reminders")
    String sendReminders();

    @Override
    @Message("Take in forms")
    String upload();

    @Override
    @Message("Answer in the Excel form")
    String byExcel();

    @Override
    @Message("Download the form (Excel)")
    String downloadForm();

    @Override
    @Message("File")
    String file();

    @Override
    @Message("Show the difference")
    String showDifference();

    @Override
    @Message("Answer the next item")
    String answerNext();

    @Override
    @Message("{count} item(s) are ready.")
    String submitAllHint(int count);

    @Override
    @Message("Submit all that are ready")
    String submitAll();

    @Override
    @Message("Approve all that are ready")
    String approveAll();

    @Override
    @Message("Nothing is asked of this department.")
    String nothingAsked();

    @Override
    @Message("The difference, before anything is taken in")
    String difference();

    @Override
    @Message("File: {name}")
    String fileNamed(String name);

    @Override
    @Message("Nothing has changed yet. Only what is new or changed is taken in.")
    String applyHint();

    @Override
    @Message("Take in {count} item(s)")
    String apply(int count);

    @Override
    @Message("There is nothing to take in. Mend the faults and send the file again.")
    String cannotApply();

    @Override
    @Message("Nothing has changed.")
    String nothingToApply();

    @Override
    @Message("Faults")
    String faults();

    @Override
    @Message("Download the file with its faults written in")
    String annotated();

    @Override
    @Message("{count} fault(s)")
    String faultCount(int count);

    @Override
    @Message("Sheet")
    String sheet();

    @Override
    @Message("Cell")
    String cell();

    @Override
    @Message("What")
    String what();

    @Override
    @Message("The difference by item")
    String differenceByItem();

    @Override
    @Message("Kind")
    String kindOfDifference();

    @Override
    @Message("Now")
    String now();

    @Override
    @Message("In the file")
    String inTheFile();

    @Override
    @Message("Remark")
    String remark();

    @Override
    @Message("Why it came back")
    String why();

    @Override
    @Message(
            "Somebody else has saved since you opened this. What is stored now stands here; saving again replaces it with yours.")
    String storedMeanwhile();

    @Override
    @Message("Figure")
    String figure();

    @Override
    @Message("({unit})")
    String inUnit(String unit);

    @Override
    @Message("or")
    String orWhyMissing();

    @Override
    @Message("Why there is no figure: {label}")
    String missingReasonOf(String label);

    @Override
    @Message("there is a figure")
    String thereIsAFigure();

    @Override
    @Message("Without a figure, count it as 0 in sums (discontinued, not applicable)")
    String countsAsZero();

    @Override
    @Message("From numerator and denominator:")
    String computed();

    @Override
    @Message("How settled the figure is")
    String figureStatus();

    @Override
    @Message("Progress")
    String progress();

    @Override
    @Message("Please check. With a word of explanation it can be submitted as it is.")
    String warnings();

    @Override
    @Message("Next direction")
    String direction();

    @Override
    @Message("(not chosen)")
    String notChosen();

    @Override
    @Message("Save")
    String save();

    @Override
    @Message("Save and go on")
    String saveAndNext();

    @Override
    @Message("Approve")
    String approve();

    @Override
    @Message("Submit")
    String submit();

    @Override
    @Message("Saving…")
    String saving();

    @Override
    @Message("Not saved. Press \"Save\".")
    String notSaved();

    @Override
    @Message("Not answered yet.")
    String notAnswered();

    @Override
    @Message("Decision of the planning office")
    String decide();

    @Override
    @Message("Period")
    String period();

    @Override
    @Message("Figure")
    String value();

    @Override
    @Message("Targets in plans")
    String places();

    @Override
    @Message("Printed name")
    String printedName();

    @Override
    @Message("Baseline")
    String baseline();

    @Override
    @Message("Goal")
    String goal();

    @Override
    @Message("Definition")
    String definition();

    @Override
    @Message("Evidence")
    String evidence();

    @Override
    @Message("No evidence is attached.")
    String noEvidence();

    @Override
    @Message("Attach a file")
    String addEvidence();

    @Override
    @Message("Attach")
    String attach();

    @Override
    @Message("Remove")
    String remove();

    @Override
    @Message("Remove {name}")
    String removeFile(String name);

    @Override
    @Message("Comments")
    String comments();

    @Override
    @Message("Reply")
    String reply();

    @Override
    @Message("Reply to {who}")
    String replyTo(String who);

    @Override
    @Message("Write a comment")
    String writeComment();

    @Override
    @Message("Send")
    String send();

    @Override
    @Message("History")
    String history();

    @Override
    @Message("Nothing has been done yet.")
    String noHistory();

    @Override
    @Message("Previous item")
    String previousItem();

    @Override
    @Message("Next item")
    String nextItem();

    @Override
    @Message("Plans to ask about")
    String choosePlans();

    @Override
    @Message("All of the year where none is chosen.")
    String choosePlansHint();

    @Override
    @Message("Departments to ask")
    String chooseDepartments();

    @Override
    @Message("All of them where none is chosen.")
    String chooseDepartmentsHint();

    @Override
    @Message("Initiatives to ask about")
    String chooseInitiatives();

    @Override
    @Message("See what would be asked")
    String preview();

    @Override
    @Message("What would be asked")
    String previewTitle();

    @Override
    @Message("{asked} items would be asked; {prefilled} of them hold a figure already. Nothing is open yet.")
    String previewCount(int asked, int prefilled);

    @Override
    @Message("Change the round")
    String changeRound();

    @Override
    @Message("The items stay as they are. With the deadline the days of reminders change.")
    String changeRoundHint();

    @Override
    @Message("A mail tells this department what it has not answered yet; at most one a day.")
    String remindDepartment();

    @Override
    @Message("Replace the {count} items, too, that were changed since the form was made")
    String overwriteConflicts(int count);

    @Override
    @Message("Take over what is chosen")
    String applyChosen();

    @Override
    @Message("Take over and submit")
    String applyAndSubmit();
}
