# SpamAssassin in one process: a line for each mail named on standard input, with the rules it hit.
#
#     perl bench/peers/spamassassin.pl < names
#
# The first line printed is "ready"; the last, after an empty line of input, "cpu SECONDS" for the
# mails alone. Network tests are off, as they are in this bench for the other filters.
use strict;
use warnings;
use Mail::SpamAssassin;

$| = 1;
my $home = $ENV{BENCH_HOME} or die "BENCH_HOME names an empty folder\n";
my $filter = Mail::SpamAssassin->new({
    rules_filename => '/usr/share/spamassassin',
    site_rules_filename => '/etc/spamassassin',
    local_tests_only => 1,
    dont_copy_prefs => 1,
    userprefs_filename => "$home/prefs",
    userstate_dir => $home,
    home_dir_for_helpers => $home,
});
$filter->compile_now(0, 1);
print "ready\n";
my $cpu = 0;
while (my $name = <STDIN>) {
    chomp $name;
    last if $name eq '';
    open(my $file, '<:raw', $name) or die "$name: $!\n";
    my $data = do { local $/; <$file> };
    close $file;
    my ($user, $system) = times;
    my $mail = $filter->parse($data);
    my $status = $filter->check($mail);
    my $hits = $status->get_names_of_tests_hit();
    $status->finish();
    $mail->finish();
    my ($user_after, $system_after) = times;
    $cpu += $user_after + $system_after - $user - $system;
    print "$hits\n";
}
print "cpu $cpu\n";
