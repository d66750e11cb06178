-- 訂正理由: why a period is stated otherwise than before. Corrections of earlier versions have none.
alter table actual_revision add column correction_reason text;
alter table actual_revision add constraint a_withdrawal_has_its_own_reason check (not withdrawn or correction_reason is null);
