-- By what act an edition was adopted, or what else is to be known of the day.
alter table edition add column adoption_note text;
