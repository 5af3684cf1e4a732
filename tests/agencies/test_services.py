def test_x_y(aissata, oumou, deme_keys, fatoumata, sign_in):
    h=sign_in(aissata)
    h=sign_in(aissata)
def test_x_z(aissata, oumou, deme_keys, fatoumata, sign_in):
    h=sign_in(aissata)
